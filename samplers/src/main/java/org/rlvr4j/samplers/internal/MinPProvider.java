package org.rlvr4j.samplers.internal;

import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.api.spi.TokenSamplerProvider;
import org.rlvr4j.samplers.token.MinPSampler;

/** Provides {@link MinPSampler} as {@code min-p}. */
public final class MinPProvider implements TokenSamplerProvider<MinPSampler> {

    /** Creates the provider. */
    public MinPProvider() {}

    @Override
    public String id() {
        return "min-p";
    }

    @Override
    public String description() {
        return "Keeps tokens whose probability is at least a share of the most probable one's (arXiv 2407.01082).";
    }

    @Override
    public Class<MinPSampler> optionsType() {
        return MinPSampler.class;
    }

    @Override
    public TokenSampler create(MinPSampler options) {
        return options;
    }
}
