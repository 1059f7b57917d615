package org.rlvr4j.samplers.internal;

import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.api.spi.TokenSamplerProvider;
import org.rlvr4j.samplers.token.TopPSampler;

/** Provides {@link TopPSampler} as {@code top-p}. */
public final class TopPProvider implements TokenSamplerProvider<TopPSampler> {

    /** Creates the provider. */
    public TopPProvider() {}

    @Override
    public String id() {
        return "top-p";
    }

    @Override
    public String description() {
        return "Keeps the smallest set of most probable tokens that has probability p (nucleus; arXiv 1904.09751).";
    }

    @Override
    public Class<TopPSampler> optionsType() {
        return TopPSampler.class;
    }

    @Override
    public TokenSampler create(TopPSampler options) {
        return options;
    }
}
