package org.rlvr4j.samplers.token;

import org.rlvr4j.api.rollout.LogitOps;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Divides logits by a temperature: below 1 sharpens the distribution, above 1 flattens it, 1 changes nothing.
 *
 * <p>For temperature 0, the limit, use {@link GreedySampler}. The record is its own options record.
 *
 * @param temperature what logits are divided by, between {@value #LOWEST} and {@value #HIGHEST}
 */
public record TemperatureSampler(
        @Option(value = "What logits are divided by, from 0.01 to 100; below 1 sharpens.", defaultsTo = "1.0")
        double temperature)
        implements TokenSampler {

    /** The lowest temperature; logits divided by less could leave the range of single precision. */
    public static final double LOWEST = 0.01;

    /** The highest temperature. */
    public static final double HIGHEST = 100;

    /**
     * Checks the range.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException if the temperature is out of range
     */
    public TemperatureSampler {
        new OptionChecks()
                .that(
                        temperature >= LOWEST && temperature <= HIGHEST,
                        "temperature",
                        temperature,
                        "must be between 0.01 and 100; for 0 choose greedy")
                .orThrow();
    }

    @Override
    public <L> L restrict(L logits, LogitOps<L> ops) {
        return temperature == 1 ? logits : ops.divide(logits, temperature);
    }
}
