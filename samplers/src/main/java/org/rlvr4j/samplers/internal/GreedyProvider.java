package org.rlvr4j.samplers.internal;

import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.api.spi.TokenSamplerProvider;
import org.rlvr4j.samplers.token.GreedySampler;

/** Provides {@link GreedySampler} as {@code greedy}. */
public final class GreedyProvider implements TokenSamplerProvider<GreedySampler> {

    /** Creates the provider. */
    public GreedyProvider() {}

    @Override
    public String id() {
        return "greedy";
    }

    @Override
    public String description() {
        return "Always takes the most probable token.";
    }

    @Override
    public Class<GreedySampler> optionsType() {
        return GreedySampler.class;
    }

    @Override
    public TokenSampler create(GreedySampler options) {
        return options;
    }
}
