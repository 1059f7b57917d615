package org.rlvr4j.verifiers.code.language;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files, how to compile them and how to run the result.
 *
 * @param files contents by name
 * @param compile a command that reads the files in {@code /w} and writes into {@code /out}, or nothing
 * @param prebuilt what is built once and shared by all programs, or nothing
 * @param run a command that finds the files, or what the compiler wrote, in {@code /w}
 * @param needs what the running program cannot do without
 */
public record Build(
        Map<String, String> files, Optional<Prebuilt> prebuilt, List<String> compile, List<String> run, Needs needs) {

    /** Stands for the megabytes of heap that fit into the memory limit, in arguments of {@link #run}. */
    public static final String HEAP = "{heap}";

    /** What a running program cannot do without. */
    public enum Needs {
        /** Nothing special: bounded by address space, no processes of its own. */
        NOTHING,
        /** Much address space and many threads, as a JVM does. */
        ADDRESS_SPACE
    }

    /**
     * Files that are the same for every program, such as a precompiled header; what the command writes is found in {@code
     * /w} both when a program is compiled and when it is run.
     *
     * @param files contents by name
     * @param compile a command that reads the files in {@code /w} and writes into {@code /out}
     */
    public record Prebuilt(Map<String, String> files, List<String> compile) {
        /** Copies. */
        public Prebuilt {
            files = Map.copyOf(files);
            compile = List.copyOf(compile);
        }
    }

    /**
     * A program that is run as it is.
     *
     * @param files contents by name
     * @param run the command
     * @param needs what it cannot do without
     * @return the build
     */
    static Build interpreted(Map<String, String> files, List<String> run, Needs needs) {
        return new Build(files, Optional.empty(), List.of(), run, needs);
    }

    /** Copies. */
    public Build {
        files = Map.copyOf(files);
        compile = List.copyOf(compile);
        run = List.copyOf(run);
    }
}
