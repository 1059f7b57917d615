package org.rlvr4j.samplers.problem;

import org.rlvr4j.api.data.ProblemSampler;
import org.rlvr4j.testkit.ProblemSamplerContract;

class EpochShuffleSamplerContractTest extends ProblemSamplerContract {

    @Override
    protected ProblemSampler sampler() {
        return new EpochShuffleSampler();
    }
}
