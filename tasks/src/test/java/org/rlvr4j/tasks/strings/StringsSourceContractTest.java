package org.rlvr4j.tasks.strings;

import java.util.Optional;
import org.rlvr4j.api.data.ProblemSource;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.tasks.GeneratedProblems;
import org.rlvr4j.tasks.PuzzleVerifier;
import org.rlvr4j.tasks.PuzzleVerifierOptions;
import org.rlvr4j.testkit.ProblemSourceContract;

class StringsSourceContractTest extends ProblemSourceContract {

    @Override
    protected ProblemSource source() {
        StringsOptions options = OptionSchema.of(StringsOptions.class).defaults();
        return new GeneratedProblems(new StringsGenerator(options), options.split());
    }

    @Override
    protected Optional<Verifier> verifier() {
        return Optional.of(new PuzzleVerifier(StringsPuzzle::parse, new PuzzleVerifierOptions(50_000)));
    }
}
