package @package@;

import org.rlvr4j.api.data.ProblemSource;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.testkit.ProblemSourceContract;

class @Class@ContractTest extends ProblemSourceContract {

    @Override
    protected ProblemSource source() {
        return new @Class@(OptionSchema.of(@Class@Options.class).defaults());
    }
}
