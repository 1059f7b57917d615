package org.rlvr4j.estimators.passatk;

import java.util.List;
import java.util.OptionalDouble;
import org.rlvr4j.api.evaluation.PassAtKEstimator;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.testkit.PassAtKEstimatorContract;

class GPassAtKContractTest extends PassAtKEstimatorContract {

    @Override
    protected PassAtKEstimator estimator() {
        return new GPassAtK(OptionSchema.of(GPassAtKOptions.class).defaults());
    }

    @Override
    protected OptionalDouble valueOf(List<DrawnSample> drawn) {
        long correct = drawn.stream().filter(DrawnSample::correct).count();
        return OptionalDouble.of(2 * correct >= drawn.size() ? 1 : 0);
    }

    @Override
    protected Trend trend() {
        return Trend.ANY;
    }
}
