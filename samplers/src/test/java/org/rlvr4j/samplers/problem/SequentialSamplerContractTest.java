package org.rlvr4j.samplers.problem;

import org.rlvr4j.api.data.ProblemSampler;
import org.rlvr4j.testkit.ProblemSamplerContract;

class SequentialSamplerContractTest extends ProblemSamplerContract {

    @Override
    protected ProblemSampler sampler() {
        return new SequentialSampler();
    }

    @Override
    protected boolean isRandom() {
        return false;
    }
}
