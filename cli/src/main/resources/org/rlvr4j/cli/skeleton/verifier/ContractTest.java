package @package@;

import java.util.List;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.testkit.VerifierContract;

class @Class@ContractTest extends VerifierContract {

    @Override
    protected Verifier verifier() {
        return new @Class@(OptionSchema.of(@Class@Options.class).defaults());
    }

    @Override
    protected List<Solved> solved() {
        return List.of(new Solved(new Problem("sum", "What is 20 + 22?", "42"), " 42\n"));
    }
}
