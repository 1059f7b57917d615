package org.rlvr4j.samplers.internal;

import org.rlvr4j.api.data.ProblemSampler;
import org.rlvr4j.api.spi.NoOptions;
import org.rlvr4j.api.spi.ProblemSamplerProvider;
import org.rlvr4j.samplers.problem.MixtureSampler;

/** Provides {@link MixtureSampler} as {@code mixture}. */
public final class MixtureProvider implements ProblemSamplerProvider<NoOptions> {

    /** Creates the provider. */
    public MixtureProvider() {}

    @Override
    public String id() {
        return "mixture";
    }

    @Override
    public String description() {
        return "Shares draws out among the problems' sources by their weights, and goes through each in shuffled epochs.";
    }

    @Override
    public Class<NoOptions> optionsType() {
        return NoOptions.class;
    }

    @Override
    public ProblemSampler create(NoOptions options) {
        return new MixtureSampler();
    }
}
