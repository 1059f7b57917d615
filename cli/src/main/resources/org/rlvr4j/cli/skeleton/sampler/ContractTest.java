package @package@;

import org.rlvr4j.api.data.ProblemSampler;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.testkit.ProblemSamplerContract;

class @Class@ContractTest extends ProblemSamplerContract {

    @Override
    protected ProblemSampler sampler() {
        return new @Class@(OptionSchema.of(@Class@Options.class).defaults());
    }
}
