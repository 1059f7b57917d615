package org.rlvr4j.estimators.advantage;

import org.rlvr4j.api.learning.AdvantageEstimator;
import org.rlvr4j.testkit.AdvantageEstimatorContract;

class DrGrpoContractTest extends AdvantageEstimatorContract {

    @Override
    protected AdvantageEstimator estimator() {
        return new DrGrpo();
    }
}
