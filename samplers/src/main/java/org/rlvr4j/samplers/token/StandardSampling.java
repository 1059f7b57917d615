package org.rlvr4j.samplers.token;

import java.util.ArrayList;
import java.util.List;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * The usual settings of sampling, each of which may be off: temperature, then top-k, then top-p, then min-p.
 *
 * @param temperature what logits are divided by; 1 is off; 0 is greedy, whatever the others are
 * @param topK how many tokens are kept; 0 is off
 * @param topP probability that the kept tokens have together; 1 is off
 * @param minP smallest probability of a kept token as a share of the largest; 0 is off
 */
public record StandardSampling(
        @Option(
                value = "What logits are divided by, from 0.01 to 100; 1 is off; 0 is greedy, whatever the others are.",
                defaultsTo = "1.0")
        double temperature,

        @Option(value = "How many most probable tokens are kept; 0 is off.", defaultsTo = "0")
        int topK,

        @Option(
                value = "Probability that the kept tokens have together (nucleus), above 0, at most 1; 1 is off.",
                defaultsTo = "1.0")
        double topP,

        @Option(
                value =
                        "Smallest probability of a kept token, as a share of the most probable one's, from 0 to 1; 0 is "
                                + "off.",
                defaultsTo = "0")
        double minP) {

    /**
     * Checks ranges.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException naming every setting that is out of range
     */
    public StandardSampling {
        new OptionChecks()
                .that(
                        temperature == 0
                                || (temperature >= TemperatureSampler.LOWEST
                                        && temperature <= TemperatureSampler.HIGHEST),
                        "temperature",
                        temperature,
                        "must be 0 (greedy) or between 0.01 and 100")
                .that(topK >= 0, "top-k", topK, "must be at least 0")
                .that(topP > 0 && topP <= 1, "top-p", topP, "must be above 0 and at most 1")
                .that(minP >= 0 && minP <= 1, "min-p", minP, "must be between 0 and 1")
                .orThrow();
    }

    /**
     * Builds the sampler.
     *
     * @return {@link TokenSampler#UNCHANGED} if all is off; a {@link GreedySampler} for temperature 0; else a chain of
     *     those that are on
     */
    public TokenSampler toTokenSampler() {
        if (temperature == 0) {
            return new GreedySampler();
        }
        List<TokenSampler> chain = new ArrayList<>();
        if (temperature != 1) {
            chain.add(new TemperatureSampler(temperature));
        }
        if (topK > 0) {
            chain.add(new TopKSampler(topK));
        }
        if (topP < 1) {
            chain.add(new TopPSampler(topP));
        }
        if (minP > 0) {
            chain.add(new MinPSampler(minP));
        }
        return chain.isEmpty() ? TokenSampler.UNCHANGED : new ChainedTokenSampler(chain);
    }
}
