package org.rlvr4j.estimators.advantage;

import org.rlvr4j.api.learning.AdvantageEstimator;
import org.rlvr4j.testkit.AdvantageEstimatorContract;

class NsrContractTest extends AdvantageEstimatorContract {

    @Override
    protected AdvantageEstimator estimator() {
        return new Nsr();
    }

    @Override
    protected Degenerate degenerate() {
        return new Degenerate(0, -1, 0, -1);
    }
}
