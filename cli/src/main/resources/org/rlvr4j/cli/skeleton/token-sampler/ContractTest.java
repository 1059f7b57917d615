package @package@;

import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.testkit.TokenSamplerContract;

class @Class@ContractTest extends TokenSamplerContract {

    @Override
    protected TokenSampler sampler() {
        return new @Class@(OptionSchema.of(@Class@Options.class).defaults());
    }
}
