package org.rlvr4j.verifiers.code.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command to run in a sandbox.
 *
 * @param arguments the program's absolute path and its arguments, as the sandbox sees them
 * @param files a folder that the command sees read-only as {@code /w}
 * @param output a folder that the command may write, as {@code /out}; for compilers. No other command may have the folder at
 *     the same time, and what is in it afterwards is hostile, links among it
 * @param environment variables beside those that the sandbox sets itself; nothing is inherited
 * @param mayStartProcesses whether it may fork (compilers, {@code java}); threads are always allowed
 * @param limits what it may use
 */
public record Command(
        List<String> arguments,
        Optional<Path> files,
        Optional<Path> output,
        Map<String, String> environment,
        boolean mayStartProcesses,
        Limits limits) {

    /** Copies. */
    public Command {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }
}
