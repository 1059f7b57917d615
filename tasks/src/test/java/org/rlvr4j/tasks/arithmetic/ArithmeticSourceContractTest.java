package org.rlvr4j.tasks.arithmetic;

import java.util.Optional;
import org.rlvr4j.api.data.ProblemSource;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.tasks.GeneratedProblems;
import org.rlvr4j.tasks.PuzzleVerifier;
import org.rlvr4j.tasks.PuzzleVerifierOptions;
import org.rlvr4j.testkit.ProblemSourceContract;

class ArithmeticSourceContractTest extends ProblemSourceContract {

    @Override
    protected ProblemSource source() {
        ArithmeticOptions options = OptionSchema.of(ArithmeticOptions.class).defaults();
        return new GeneratedProblems(new ArithmeticGenerator(options), options.split());
    }

    @Override
    protected Optional<Verifier> verifier() {
        return Optional.of(new PuzzleVerifier(ArithmeticPuzzle::parse, new PuzzleVerifierOptions(50_000)));
    }
}
