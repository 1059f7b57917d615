package org.rlvr4j.evaluation;

import java.util.Locale;

/**
 * What tokens cost.
 *
 * @param prompt price of a million tokens read; ≥ 0
 * @param response price of a million tokens written; ≥ 0
 */
public record TokenPrices(double prompt, double response) {

    private static final double MILLION = 1e6;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a price is negative or not finite
     */
    public TokenPrices {
        if (!(prompt >= 0 && prompt < 1e9) || !(response >= 0 && response < 1e9)) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "prices must be at least 0, got %s and %s", prompt, response));
        }
    }

    /**
     * Adds up.
     *
     * @param promptTokens tokens read
     * @param responseTokens tokens written
     * @return their price, in the currency of the prices
     */
    public double of(long promptTokens, long responseTokens) {
        return (promptTokens * prompt + responseTokens * response) / MILLION;
    }
}
