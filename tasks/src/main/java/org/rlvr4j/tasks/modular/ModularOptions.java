package org.rlvr4j.tasks.modular;

import java.util.List;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;
import org.rlvr4j.tasks.Dials;
import org.rlvr4j.tasks.ProblemSplit;
import org.rlvr4j.tasks.PromptStyle;

/**
 * Options of the task {@code modular}.
 *
 * @param terms how many terms the left side has; one of these is drawn for each problem
 * @param minModulus smallest modulus
 * @param maxModulus largest modulus
 * @param trainingProblems number of training problems
 * @param heldOutProblems number of held-out problems
 * @param heldOutShare share of the equations, told apart when reduced to a·x ≡ d, that is held out
 * @param seed which problems these are
 * @param style how a problem is put to the model
 * @param wrongAnswerShare share of demonstrations with a wrong answer
 */
public record ModularOptions(
        @Option(
                value =
                        "How many terms the left side has, each from 2 to 10; one of these is drawn for each problem. The "
                                + "first is a multiple of x, the last a constant, the others either.",
                defaultsTo = "[2]")
        List<Integer> terms,

        @Option(value = "Smallest modulus, from 2 to 1000000.", defaultsTo = "5")
        int minModulus,

        @Option(value = "Largest modulus, from min-modulus to 1000000.", defaultsTo = "30")
        int maxModulus,

        @Option(value = ProblemSplit.TRAINING_PROBLEMS, defaultsTo = ProblemSplit.DEFAULT_TRAINING_PROBLEMS)
        int trainingProblems,

        @Option(value = ProblemSplit.HELD_OUT_PROBLEMS, defaultsTo = ProblemSplit.DEFAULT_HELD_OUT_PROBLEMS)
        int heldOutProblems,

        @Option(
                value = "Share of the equations, told apart when reduced to a·x ≡ d," + ProblemSplit.HELD_OUT_SHARE,
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
    public ModularOptions {
        terms = List.copyOf(terms);
        OptionChecks checks = new OptionChecks()
                .that(
                        minModulus >= 2 && minModulus <= ModularPuzzle.MAX_MODULUS,
                        "min-modulus",
                        minModulus,
                        "must be between 2 and " + ModularPuzzle.MAX_MODULUS)
                .that(
                        maxModulus >= minModulus && maxModulus <= ModularPuzzle.MAX_MODULUS,
                        "max-modulus",
                        maxModulus,
                        "must be between min-modulus (" + minModulus + ") and " + ModularPuzzle.MAX_MODULUS);
        Dials.check(checks, "terms", terms, 2, ModularPuzzle.MAX_TERMS);
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
