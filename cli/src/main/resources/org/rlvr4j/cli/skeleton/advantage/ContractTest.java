package @package@;

import org.rlvr4j.api.learning.AdvantageEstimator;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.testkit.AdvantageEstimatorContract;

class @Class@ContractTest extends AdvantageEstimatorContract {

    @Override
    protected AdvantageEstimator estimator() {
        return new @Class@(OptionSchema.of(@Class@Options.class).defaults());
    }
}
