package org.rlvr4j.tasks.arithmetic;

import java.util.List;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;
import org.rlvr4j.tasks.Dials;
import org.rlvr4j.tasks.ProblemSplit;
import org.rlvr4j.tasks.PromptStyle;

/**
 * Options of the task {@code arithmetic}.
 *
 * @param terms how many numbers a problem has; one of these is drawn for each problem
 * @param digits how many digits a number has; one of these is drawn for each number
 * @param operations what is between the numbers; one of these is drawn for each place
 * @param trainingProblems number of training problems
 * @param heldOutProblems number of held-out problems
 * @param heldOutShare share of the multisets of numbers that is held out
 * @param seed which problems these are
 * @param style how a problem is put to the model
 * @param wrongAnswerShare share of demonstrations with a wrong answer
 */
public record ArithmeticOptions(
        @Option(
                value = "How many numbers a problem has, each from 2 to 10; one of these is drawn for each problem.",
                defaultsTo = "[2]")
        List<Integer> terms,

        @Option(
                value = "How many digits a number has, each from 1 to 30; one of these is drawn for each number.",
                defaultsTo = "[2]")
        List<Integer> digits,

        @Option(
                value = "What is between the numbers: add, subtract, multiply; one of these is drawn for each place.",
                defaultsTo = "[add, subtract]")
        List<Operation> operations,

        @Option(value = ProblemSplit.TRAINING_PROBLEMS, defaultsTo = ProblemSplit.DEFAULT_TRAINING_PROBLEMS)
        int trainingProblems,

        @Option(value = ProblemSplit.HELD_OUT_PROBLEMS, defaultsTo = ProblemSplit.DEFAULT_HELD_OUT_PROBLEMS)
        int heldOutProblems,

        @Option(value = "Share of the multisets of numbers" + ProblemSplit.HELD_OUT_SHARE, defaultsTo = "0.2")
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
    public ArithmeticOptions {
        terms = List.copyOf(terms);
        digits = List.copyOf(digits);
        operations = List.copyOf(operations);
        OptionChecks checks = new OptionChecks();
        Dials.check(checks, "terms", terms, 2, ArithmeticPuzzle.MAX_TERMS);
        Dials.check(checks, "digits", digits, 1, ArithmeticPuzzle.MAX_DIGITS);
        Dials.check(checks, "operations", operations);
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
