package org.rlvr4j.verifiers.code.language;

import java.util.List;
import java.util.Map;

/**
 * Files, how to compile them and how to run the result.
 *
 * @param files contents by name
 * @param compile a command that reads the files in {@code /w} and writes into {@code /out}, or nothing
 * @param run a command that finds the files, or what the compiler wrote, in {@code /w}
 * @param needs what the running program cannot do without
 */
public record Build(Map<String, String> files, List<String> compile, List<String> run, Needs needs) {

    /** What a running program cannot do without. */
    public enum Needs {
        /** Nothing special: bounded by address space, no processes of its own. */
        NOTHING,
        /** Much address space and many threads, as a JVM does. */
        ADDRESS_SPACE
    }

    /** Copies. */
    public Build {
        files = Map.copyOf(files);
        compile = List.copyOf(compile);
        run = List.copyOf(run);
    }
}
