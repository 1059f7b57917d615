package org.rlvr4j.samplers.internal;

import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.api.spi.TokenSamplerProvider;
import org.rlvr4j.samplers.token.TemperatureSampler;

/** Provides {@link TemperatureSampler} as {@code temperature}. */
public final class TemperatureProvider implements TokenSamplerProvider<TemperatureSampler> {

    /** Creates the provider. */
    public TemperatureProvider() {}

    @Override
    public String id() {
        return "temperature";
    }

    @Override
    public String description() {
        return "Divides logits by a temperature.";
    }

    @Override
    public Class<TemperatureSampler> optionsType() {
        return TemperatureSampler.class;
    }

    @Override
    public TokenSampler create(TemperatureSampler options) {
        return options;
    }
}
