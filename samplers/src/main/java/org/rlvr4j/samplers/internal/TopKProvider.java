package org.rlvr4j.samplers.internal;

import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.api.spi.TokenSamplerProvider;
import org.rlvr4j.samplers.token.TopKSampler;

/** Provides {@link TopKSampler} as {@code top-k}. */
public final class TopKProvider implements TokenSamplerProvider<TopKSampler> {

    /** Creates the provider. */
    public TopKProvider() {}

    @Override
    public String id() {
        return "top-k";
    }

    @Override
    public String description() {
        return "Keeps the k most probable tokens (arXiv 1805.04833).";
    }

    @Override
    public Class<TopKSampler> optionsType() {
        return TopKSampler.class;
    }

    @Override
    public TokenSampler create(TopKSampler options) {
        return options;
    }
}
