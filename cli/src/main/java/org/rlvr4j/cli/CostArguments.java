package org.rlvr4j.cli;

import org.rlvr4j.trainer.cost.Throughput;
import picocli.CommandLine.Option;

/** What a dry run assumes. */
final class CostArguments {

    @Option(
            names = "--throughput",
            paramLabel = "RATE",
            description = "With --dry-run: the device's operations a second, such as 1e14, or tokens a second, such as"
                    + " 2500tok/s (default: 1e14, an A100 used well).")
    String throughput = "";

    @Option(
            names = "--response-tokens",
            paramLabel = "N",
            description = "With --dry-run: the mean length of responses that the estimate assumes (default: the longest"
                    + " allowed, trainer.max-response-tokens).")
    int responseTokens;

    Throughput throughput() {
        try {
            return throughput.isEmpty() ? Throughput.DEFAULT : Throughput.parse(throughput);
        } catch (IllegalArgumentException e) {
            throw new BadInputException("--throughput " + throughput + ": " + e.getMessage());
        }
    }

    /** The mean length of responses; 0 for the longest allowed. */
    int responseTokens(int longest) {
        if (responseTokens < 0 || responseTokens > longest) {
            throw new BadInputException("--response-tokens " + responseTokens
                    + ": must be between 1 and trainer.max-response-tokens (" + longest + ")");
        }
        return responseTokens;
    }
}
