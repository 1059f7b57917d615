package org.rlvr4j.estimators.passatk;

import org.rlvr4j.api.evaluation.PassAtKEstimator;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.estimators.bootstrap.BootstrapOptions;
import org.rlvr4j.testkit.PassAtKEstimatorContract;

class PassAtKContractTest extends PassAtKEstimatorContract {

    @Override
    protected PassAtKEstimator estimator() {
        return new PassAtK(OptionSchema.of(BootstrapOptions.class).defaults());
    }
}
