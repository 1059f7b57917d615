package org.rlvr4j.tasks.sudoku;

import java.util.List;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;
import org.rlvr4j.tasks.Dials;
import org.rlvr4j.tasks.ProblemSplit;
import org.rlvr4j.tasks.PromptStyle;

/**
 * Options of the task {@code sudoku}.
 *
 * @param size rows, columns and digits of a grid
 * @param blanks how many cells are empty; one of these is drawn for each problem
 * @param trainingProblems number of training problems
 * @param heldOutProblems number of held-out problems
 * @param heldOutShare share of the completed grids that is held out
 * @param seed which problems these are
 * @param style how a problem is put to the model
 * @param wrongAnswerShare share of demonstrations with a wrong answer
 */
public record SudokuOptions(
        @Option(
                value = "Rows, columns and digits of a grid: 4 (boxes of 2 x 2), 6 (2 rows x 3 columns) or 9 (3 x 3).",
                defaultsTo = "4")
        int size,

        @Option(
                value =
                        "How many cells are empty, each from 1 to 11 (size 4), 24 (size 6) or 50 (size 9); one of these is "
                                + "drawn for each problem.",
                defaultsTo = "[6]")
        List<Integer> blanks,

        @Option(value = ProblemSplit.TRAINING_PROBLEMS, defaultsTo = ProblemSplit.DEFAULT_TRAINING_PROBLEMS)
        int trainingProblems,

        @Option(value = ProblemSplit.HELD_OUT_PROBLEMS, defaultsTo = ProblemSplit.DEFAULT_HELD_OUT_PROBLEMS)
        int heldOutProblems,

        @Option(value = "Share of the completed grids" + ProblemSplit.HELD_OUT_SHARE, defaultsTo = "0.2")
        double heldOutShare,

        @Option(value = ProblemSplit.SEED, defaultsTo = "1") long seed,

        @Option(value = ProblemSplit.STYLE, defaultsTo = "compact")
        PromptStyle style,

        @Option(value = ProblemSplit.WRONG_ANSWER_SHARE, defaultsTo = "0")
        double wrongAnswerShare) {

    /**
     * Checks ranges and copies.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException naming every option that is out of range
     */
    public SudokuOptions {
        blanks = List.copyOf(blanks);
        OptionChecks checks = new OptionChecks().that(Grid.isSize(size), "size", size, "must be 4, 6 or 9");
        if (Grid.isSize(size)) {
            Dials.check(checks, "blanks", blanks, 1, Grid.maxBlanks(size));
        }
        new ProblemSplit(trainingProblems, heldOutProblems, heldOutShare, seed, style, wrongAnswerShare)
                .check(checks)
                .orThrow();
    }

    /**
     * Returns what the options share with those of other generated tasks.
     *
     * @return how many problems, which, and how they are shown
     */
    public ProblemSplit split() {
        return new ProblemSplit(trainingProblems, heldOutProblems, heldOutShare, seed, style, wrongAnswerShare);
    }
}
