package org.rlvr4j.verifiers.math.countdown;

import java.util.List;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.testkit.VerifierContract;

class CountdownVerifierContractTest extends VerifierContract {

    @Override
    protected Verifier verifier() {
        return new CountdownVerifier(OptionSchema.of(CountdownVerifierOptions.class).defaults());
    }

    @Override
    protected List<Solved> solved() {
        return List.of(
                new Solved(new Problem("a", "?", "1 2 3=7"), "1+2*3"), new Solved(new Problem("b", "?", "2 8=4"), "8/2"));
    }
}
