package org.rlvr4j.tasks.sudoku;

import java.util.Optional;
import org.rlvr4j.api.data.ProblemSource;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.tasks.GeneratedProblems;
import org.rlvr4j.tasks.PuzzleVerifier;
import org.rlvr4j.tasks.PuzzleVerifierOptions;
import org.rlvr4j.testkit.ProblemSourceContract;

class SudokuSourceContractTest extends ProblemSourceContract {

    @Override
    protected ProblemSource source() {
        SudokuOptions options = OptionSchema.of(SudokuOptions.class).defaults();
        return new GeneratedProblems(new SudokuGenerator(options), options.split());
    }

    @Override
    protected Optional<Verifier> verifier() {
        return Optional.of(new PuzzleVerifier(SudokuPuzzle::parse, new PuzzleVerifierOptions(50_000)));
    }
}
