package org.rlvr4j.runtime.endpoint;

import java.util.List;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * From which distribution answers are drawn, and where they end. What is off is sent as off, for servers have
 * defaults of their own; a server that does not know top-k, min-p and a repetition penalty is not sent them, and that is said.
 *
 * @param maxTokens longest answer
 * @param temperature divides the logits
 * @param topP nucleus
 * @param topK most probable tokens
 * @param minP share of the most probable token's probability
 * @param stop texts that end an answer
 * @param logProbs whether the log-probabilities of the drawn tokens are asked for
 */
public record AnswerOptions(
        @Option(value = "longest answer in tokens; at least 1", defaultsTo = "1024")
        int maxTokens,

        @Option(value = "divides the logits; at least 0; 0 always takes the most probable token", defaultsTo = "1")
        double temperature,

        @Option(
                value = "keeps the most probable tokens that together have this probability; in (0, 1]; 1 is off",
                defaultsTo = "1")
        double topP,

        @Option(value = "keeps so many of the most probable tokens; 0 is off", defaultsTo = "0")
        int topK,

        @Option(
                value =
                        "keeps tokens of at least this share of the most probable one's probability; in [0, 1]; 0 is off",
                defaultsTo = "0")
        double minP,

        @Option(
                value = "texts that end an answer and are no part of it, beside the model's own stop tokens; at most 4",
                defaultsTo = "[]")
        List<String> stop,

        @Option(
                value =
                        "whether log-probabilities are asked for; an answer without them, or with impossible ones, is then a"
                                + " failure",
                defaultsTo = "false")
        boolean logProbs) {

    private static final int MOST_STOPS = 4;

    /** Checks ranges and copies. */
    public AnswerOptions {
        stop = List.copyOf(stop);
        new OptionChecks()
                .that(maxTokens >= 1, "max-tokens", maxTokens, "must be at least 1")
                .that(temperature >= 0 && temperature <= 100, "temperature", temperature, "must be between 0 and 100")
                .that(topP > 0 && topP <= 1, "top-p", topP, "must be above 0 and at most 1")
                .that(topK >= 0, "top-k", topK, "must be at least 0")
                .that(minP >= 0 && minP <= 1, "min-p", minP, "must be between 0 and 1")
                .that(
                        stop.size() <= MOST_STOPS && stop.stream().noneMatch(String::isEmpty),
                        "stop",
                        stop,
                        "must be at most " + MOST_STOPS + " texts, none empty")
                .orThrow();
    }
}
