package org.rlvr4j.samplers.token;

import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.testkit.TokenSamplerContract;

class TopPSamplerContractTest extends TokenSamplerContract {

    @Override
    protected TokenSampler sampler() {
        return new TopPSampler(0.9);
    }
}
