package org.example.curriculum;

import java.util.List;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.testkit.VerifierContract;

class LastNumberVerifierContractTest extends VerifierContract {

    @Override
    protected Verifier verifier() {
        return new LastNumberVerifier(OptionSchema.of(LastNumberOptions.class).defaults());
    }

    @Override
    protected List<Solved> solved() {
        return List.of(
                new Solved(new Problem("sum", "What is 20 + 22?", "42"), "20 and 22 are 42."),
                new Solved(new Problem("negative", "What is 1 - 2.5?", "-1.5"), "It is -1.50"));
    }
}
