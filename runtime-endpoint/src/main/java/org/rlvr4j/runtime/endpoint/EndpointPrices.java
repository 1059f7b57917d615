package org.rlvr4j.runtime.endpoint;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * What tokens cost, in whatever currency the server's bill is in.
 *
 * @param prompt price of a million prompt tokens
 * @param completion price of a million completion tokens
 * @param budget what may be spent
 */
public record EndpointPrices(
        @Option(value = "price of a million prompt tokens; at least 0", defaultsTo = "0")
        double prompt,

        @Option(value = "price of a million completion tokens; at least 0", defaultsTo = "0")
        double completion,

        @Option(
                value = "no request is sent once so much was spent, and those then in hand are the last; 0 is no limit;"
                        + " needs a price",
                defaultsTo = "0")
        double budget) {

    private static final double PER = 1e6;

    /** Checks ranges. */
    public EndpointPrices {
        OptionChecks checks = new OptionChecks();
        amount(checks, "prompt", prompt);
        amount(checks, "completion", completion);
        amount(checks, "budget", budget);
        checks.that(budget == 0 || prompt > 0 || completion > 0, "budget", budget, "needs a price")
                .orThrow();
    }

    private static void amount(OptionChecks checks, String key, double value) {
        checks.that(value >= 0 && Double.isFinite(value), key, value, "must be finite and at least 0");
    }

    /**
     * Returns what tokens cost.
     *
     * @param promptTokens tokens of prompts
     * @param completionTokens tokens of answers
     * @return in the currency of the prices
     */
    public double cost(long promptTokens, long completionTokens) {
        return promptTokens / PER * prompt + completionTokens / PER * completion;
    }
}
