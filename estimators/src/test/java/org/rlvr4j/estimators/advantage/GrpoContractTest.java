package org.rlvr4j.estimators.advantage;

import org.rlvr4j.api.learning.AdvantageEstimator;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.testkit.AdvantageEstimatorContract;

class GrpoContractTest extends AdvantageEstimatorContract {

    @Override
    protected AdvantageEstimator estimator() {
        return new Grpo(OptionSchema.of(NormalisationOptions.class).defaults());
    }
}
