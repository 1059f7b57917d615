package org.rlvr4j.tasks.strings;

import java.util.List;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.tasks.Examples;
import org.rlvr4j.tasks.PuzzleVerifier;
import org.rlvr4j.tasks.PuzzleVerifierOptions;
import org.rlvr4j.testkit.VerifierContract;

class StringsVerifierContractTest extends VerifierContract {

    @Override
    protected Verifier verifier() {
        return new PuzzleVerifier(StringsPuzzle::parse, new PuzzleVerifierOptions(50_000));
    }

    @Override
    protected List<Solved> solved() {
        return Examples.solved(new StringsGenerator(OptionSchema.of(StringsOptions.class).defaults()));
    }
}
