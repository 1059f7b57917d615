package org.rlvr4j.samplers.internal;

import org.rlvr4j.api.data.ProblemSampler;
import org.rlvr4j.api.spi.NoOptions;
import org.rlvr4j.api.spi.ProblemSamplerProvider;
import org.rlvr4j.samplers.problem.SequentialSampler;

/** Provides {@link SequentialSampler} as {@code sequential}. */
public final class SequentialProvider implements ProblemSamplerProvider<NoOptions> {

    /** Creates the provider. */
    public SequentialProvider() {}

    @Override
    public String id() {
        return "sequential";
    }

    @Override
    public String description() {
        return "Goes through the problems in their source's order, again and again.";
    }

    @Override
    public Class<NoOptions> optionsType() {
        return NoOptions.class;
    }

    @Override
    public ProblemSampler create(NoOptions options) {
        return new SequentialSampler();
    }
}
