package org.rlvr4j.estimators.advantage;

import org.rlvr4j.api.learning.AdvantageEstimator;
import org.rlvr4j.testkit.AdvantageEstimatorContract;

class PsrContractTest extends AdvantageEstimatorContract {

    @Override
    protected AdvantageEstimator estimator() {
        return new Psr();
    }

    @Override
    protected Degenerate degenerate() {
        return new Degenerate(1, 0, 1, 0);
    }
}
