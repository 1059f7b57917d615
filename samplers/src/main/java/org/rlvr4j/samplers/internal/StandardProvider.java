package org.rlvr4j.samplers.internal;

import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.api.spi.TokenSamplerProvider;
import org.rlvr4j.samplers.token.StandardSampling;

/** Provides {@link StandardSampling} as {@code standard}. */
public final class StandardProvider implements TokenSamplerProvider<StandardSampling> {

    /** Creates the provider. */
    public StandardProvider() {}

    @Override
    public String id() {
        return "standard";
    }

    @Override
    public String description() {
        return "Temperature, then top-k, then top-p, then min-p, each of which may be off; unchanged if all are.";
    }

    @Override
    public Class<StandardSampling> optionsType() {
        return StandardSampling.class;
    }

    @Override
    public TokenSampler create(StandardSampling options) {
        return options.toTokenSampler();
    }
}
