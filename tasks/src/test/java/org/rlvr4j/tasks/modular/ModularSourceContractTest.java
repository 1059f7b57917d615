package org.rlvr4j.tasks.modular;

import java.util.Optional;
import org.rlvr4j.api.data.ProblemSource;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.tasks.GeneratedProblems;
import org.rlvr4j.tasks.PuzzleVerifier;
import org.rlvr4j.tasks.PuzzleVerifierOptions;
import org.rlvr4j.testkit.ProblemSourceContract;

class ModularSourceContractTest extends ProblemSourceContract {

    @Override
    protected ProblemSource source() {
        ModularOptions options = OptionSchema.of(ModularOptions.class).defaults();
        return new GeneratedProblems(new ModularGenerator(options), options.split());
    }

    @Override
    protected Optional<Verifier> verifier() {
        return Optional.of(new PuzzleVerifier(ModularPuzzle::parse, new PuzzleVerifierOptions(50_000)));
    }
}
