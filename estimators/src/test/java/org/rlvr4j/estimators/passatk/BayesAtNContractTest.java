package org.rlvr4j.estimators.passatk;

import java.util.List;
import java.util.OptionalDouble;
import org.rlvr4j.api.evaluation.PassAtKEstimator;
import org.rlvr4j.testkit.PassAtKEstimatorContract;

class BayesAtNContractTest extends PassAtKEstimatorContract {

    @Override
    protected PassAtKEstimator estimator() {
        return new BayesAtN();
    }

    @Override
    protected OptionalDouble valueOf(List<DrawnSample> drawn) {
        return OptionalDouble.empty();
    }

    @Override
    protected Trend trend() {
        return Trend.CONSTANT;
    }
}
