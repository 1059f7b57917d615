package @package@;

import org.rlvr4j.api.evaluation.PassAtKEstimator;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.testkit.PassAtKEstimatorContract;

class @Class@ContractTest extends PassAtKEstimatorContract {

    @Override
    protected PassAtKEstimator estimator() {
        return new @Class@(OptionSchema.of(@Class@Options.class).defaults());
    }
}
