package org.rlvr4j.estimators.advantage;

import org.rlvr4j.api.learning.AdvantageEstimator;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.testkit.AdvantageEstimatorContract;

class PkpoContractTest extends AdvantageEstimatorContract {

    @Override
    protected AdvantageEstimator estimator() {
        return new Pkpo(OptionSchema.of(PkpoOptions.class).defaults());
    }

    @Override
    protected Degenerate degenerate() {
        return new Degenerate(1, 0, -4 / 12.0, 0);
    }
}
