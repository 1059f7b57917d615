package @package@;

import org.rlvr4j.api.gate.UpdateGate;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.testkit.UpdateGateContract;

class @Class@ContractTest extends UpdateGateContract {

    @Override
    protected UpdateGate gate() {
        return new @Class@(OptionSchema.of(@Class@Options.class).defaults());
    }
}
