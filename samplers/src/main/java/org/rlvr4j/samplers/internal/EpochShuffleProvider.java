package org.rlvr4j.samplers.internal;

import org.rlvr4j.api.data.ProblemSampler;
import org.rlvr4j.api.spi.NoOptions;
import org.rlvr4j.api.spi.ProblemSamplerProvider;
import org.rlvr4j.samplers.problem.EpochShuffleSampler;

/** Provides {@link EpochShuffleSampler} as {@code epoch-shuffle}. */
public final class EpochShuffleProvider implements ProblemSamplerProvider<NoOptions> {

    /** Creates the provider. */
    public EpochShuffleProvider() {}

    @Override
    public String id() {
        return "epoch-shuffle";
    }

    @Override
    public String description() {
        return "Draws every problem once an epoch, in an order shuffled anew for each epoch.";
    }

    @Override
    public Class<NoOptions> optionsType() {
        return NoOptions.class;
    }

    @Override
    public ProblemSampler create(NoOptions options) {
        return new EpochShuffleSampler();
    }
}
