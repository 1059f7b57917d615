package org.rlvr4j.tasks.strings;

import java.util.List;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;
import org.rlvr4j.tasks.Dials;
import org.rlvr4j.tasks.ProblemSplit;
import org.rlvr4j.tasks.PromptStyle;

/**
 * Options of the task {@code strings}.
 *
 * @param length length of the string; one of these is drawn for each problem
 * @param letters size of the alphabet
 * @param operations how many operations follow one another; one of these is drawn for each problem
 * @param kinds which operations
 * @param trainingProblems number of training problems
 * @param heldOutProblems number of held-out problems
 * @param heldOutShare share of the strings that problems begin with that is held out
 * @param seed which problems these are
 * @param style how a problem is put to the model
 * @param wrongAnswerShare share of demonstrations with a wrong answer
 */
public record StringsOptions(
        @Option(
                value = "Length of the string, each from 2 to 40; one of these is drawn for each problem.",
                defaultsTo = "[5]")
        List<Integer> length,

        @Option(value = "The string is of the first so many letters of the alphabet, from 2 to 26.", defaultsTo = "8")
        int letters,

        @Option(
                value =
                        "How many operations follow one another, each from 1 to 12; one of these is drawn for each problem.",
                defaultsTo = "[1]")
        List<Integer> operations,

        @Option(
                value =
                        "Which operations: reverse, rotate, sort, delete, replace; one of these is drawn for each place.",
                defaultsTo = "[reverse, rotate, sort, delete, replace]")
        List<Kind> kinds,

        @Option(value = ProblemSplit.TRAINING_PROBLEMS, defaultsTo = ProblemSplit.DEFAULT_TRAINING_PROBLEMS)
        int trainingProblems,

        @Option(value = ProblemSplit.HELD_OUT_PROBLEMS, defaultsTo = ProblemSplit.DEFAULT_HELD_OUT_PROBLEMS)
        int heldOutProblems,

        @Option(
                value = "Share of the strings that problems begin with" + ProblemSplit.HELD_OUT_SHARE,
                defaultsTo = "0.2")
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
    public StringsOptions {
        length = List.copyOf(length);
        operations = List.copyOf(operations);
        kinds = List.copyOf(kinds);
        OptionChecks checks =
                new OptionChecks().that(letters >= 2 && letters <= 26, "letters", letters, "must be between 2 and 26");
        Dials.check(checks, "length", length, 2, StringsPuzzle.MAX_LENGTH);
        Dials.check(checks, "operations", operations, 1, StringsPuzzle.MAX_OPERATIONS);
        Dials.check(checks, "kinds", kinds);
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
