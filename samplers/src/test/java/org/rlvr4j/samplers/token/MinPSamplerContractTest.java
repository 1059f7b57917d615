package org.rlvr4j.samplers.token;

import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.testkit.TokenSamplerContract;

class MinPSamplerContractTest extends TokenSamplerContract {

    @Override
    protected TokenSampler sampler() {
        return new MinPSampler(0.1);
    }
}
