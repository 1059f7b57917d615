package org.rlvr4j.samplers.token;

import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.testkit.TokenSamplerContract;

class StandardSamplingContractTest extends TokenSamplerContract {

    @Override
    protected TokenSampler sampler() {
        return new StandardSampling(1.3, 8, 0.95, 0.01).toTokenSampler();
    }

    @Override
    protected double temperature() {
        return 1.3;
    }
}
