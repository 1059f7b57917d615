package org.rlvr4j.samplers.problem;

import org.rlvr4j.api.data.ProblemSampler;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.testkit.ProblemSamplerContract;

class ThompsonSamplerContractTest extends ProblemSamplerContract {

    @Override
    protected ProblemSampler sampler() {
        return new ThompsonSampler(OptionSchema.of(ThompsonOptions.class).defaults());
    }

    @Override
    protected boolean isSplittable() {
        return false;
    }
}
