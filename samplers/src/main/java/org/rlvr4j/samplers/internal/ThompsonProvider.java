package org.rlvr4j.samplers.internal;

import org.rlvr4j.api.data.ProblemSampler;
import org.rlvr4j.api.spi.ProblemSamplerProvider;
import org.rlvr4j.samplers.problem.ThompsonOptions;
import org.rlvr4j.samplers.problem.ThompsonSampler;

/** Provides {@link ThompsonSampler} as {@code thompson}. */
public final class ThompsonProvider implements ProblemSamplerProvider<ThompsonOptions> {

    /** Creates the provider. */
    public ThompsonProvider() {}

    @Override
    public String id() {
        return "thompson";
    }

    @Override
    public String description() {
        return "Favours problems whose success probability, drawn from its posterior, is near a target "
                + "(Thompson sampling).";
    }

    @Override
    public Class<ThompsonOptions> optionsType() {
        return ThompsonOptions.class;
    }

    @Override
    public ProblemSampler create(ThompsonOptions options) {
        return new ThompsonSampler(options);
    }
}
