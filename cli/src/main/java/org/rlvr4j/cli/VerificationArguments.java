package org.rlvr4j.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What every {@code verify} command takes. */
final class VerificationArguments {

    @Option(names = "--input", paramLabel = "FILE", description = "Rows to judge, JSON Lines; - reads standard input.")
    String input = "";

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Receives the verdicts in the order of the rows, JSON Lines; - writes to standard output.")
    String output = "";

    @Option(names = "--overwrite", description = "Replaces an output that exists.")
    boolean overwrite;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many rows are judged at a time; every core by default.")
    int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets an option of the verifier; may be given again. `rlvr4j strategies` lists them.")
    List<String> overrides = new ArrayList<>();

    /** Refuses what cannot be meant. */
    void requireFiles() {
        if (input.isEmpty() || output.isEmpty()) {
            throw new BadInputException("--input and --output must both be given; - is standard input or output");
        }
        if (threads < 1) {
            throw new BadInputException("--threads " + threads + " must be at least 1");
        }
    }
}
