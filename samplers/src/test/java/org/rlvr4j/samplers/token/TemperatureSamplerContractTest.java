package org.rlvr4j.samplers.token;

import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.testkit.TokenSamplerContract;

class TemperatureSamplerContractTest extends TokenSamplerContract {

    @Override
    protected TokenSampler sampler() {
        return new TemperatureSampler(0.7);
    }

    @Override
    protected double temperature() {
        return 0.7;
    }
}
