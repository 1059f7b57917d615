package org.rlvr4j.estimators.advantage;

import org.rlvr4j.api.learning.AdvantageEstimator;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.testkit.AdvantageEstimatorContract;

class WReinforceContractTest extends AdvantageEstimatorContract {

    @Override
    protected AdvantageEstimator estimator() {
        return new WReinforce(OptionSchema.of(WReinforceOptions.class).defaults());
    }

    @Override
    protected Degenerate degenerate() {
        return new Degenerate(0.1, -1, 0.1, -1);
    }
}
