package org.rlvr4j.estimators.passatk;

import java.util.List;
import java.util.OptionalDouble;
import org.rlvr4j.api.evaluation.PassAtKEstimator;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.estimators.bootstrap.BootstrapOptions;
import org.rlvr4j.testkit.PassAtKEstimatorContract;

class PassPowerKContractTest extends PassAtKEstimatorContract {

    @Override
    protected PassAtKEstimator estimator() {
        return new PassPowerK(OptionSchema.of(BootstrapOptions.class).defaults());
    }

    @Override
    protected OptionalDouble valueOf(List<DrawnSample> drawn) {
        return OptionalDouble.of(drawn.stream().allMatch(DrawnSample::correct) ? 1 : 0);
    }

    @Override
    protected Trend trend() {
        return Trend.FALLING;
    }
}
