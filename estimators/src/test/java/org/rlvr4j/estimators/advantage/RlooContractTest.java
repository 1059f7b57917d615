package org.rlvr4j.estimators.advantage;

import org.rlvr4j.api.learning.AdvantageEstimator;
import org.rlvr4j.testkit.AdvantageEstimatorContract;

class RlooContractTest extends AdvantageEstimatorContract {

    @Override
    protected AdvantageEstimator estimator() {
        return new Rloo();
    }

    @Override
    protected Degenerate degenerate() {
        return new Degenerate(1, 0, 0, 0);
    }
}
