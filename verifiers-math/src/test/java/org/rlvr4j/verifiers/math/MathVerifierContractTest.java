package org.rlvr4j.verifiers.math;

import java.util.List;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.testkit.VerifierContract;

class MathVerifierContractTest extends VerifierContract {

    @Override
    protected Verifier verifier() {
        return new MathVerifier(OptionSchema.of(MathVerifierOptions.class).defaults());
    }

    @Override
    protected List<Solved> solved() {
        return List.of(
                new Solved(new Problem("half", "What is 1/2?", "\\frac12"), "It is $\\boxed{0.5}$."),
                new Solved(new Problem("many", "?", "\\{1, 2\\}"), "The answer is \\boxed{\\{2, 1\\}}."),
                new Solved(new Problem("big", "?", "9^{9^9}"), "\\boxed{9^{9^{9}}}"));
    }
}
