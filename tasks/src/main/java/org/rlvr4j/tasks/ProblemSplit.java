package org.rlvr4j.tasks;

import org.rlvr4j.api.spi.OptionChecks;

/**
 * What the options of all generated tasks share: how many problems, which, and how they are shown.
 *
 * @param trainingProblems number of training problems
 * @param heldOutProblems number of held-out problems
 * @param heldOutShare share of the kins that are held out
 * @param seed which problems these are
 * @param style how a puzzle is put to the model
 * @param wrongAnswerShare share of demonstrations with a wrong answer
 */
public record ProblemSplit(
        int trainingProblems,
        int heldOutProblems,
        double heldOutShare,
        long seed,
        PromptStyle style,
        double wrongAnswerShare) {

    /** Documentation of the option {@code training-problems}. */
    public static final String TRAINING_PROBLEMS = "Number of different training problems, from 1 to 1000000.";

    /** Documentation of the option {@code held-out-problems}. */
    public static final String HELD_OUT_PROBLEMS = "Number of different held-out problems, from 0 to 100000.";

    /** Documentation of the option {@code held-out-share}, after what is held out. */
    public static final String HELD_OUT_SHARE =
            " held out from training and from demonstrations, from 0 to below 1; above 0 where there are held-out "
                    + "problems.";

    /** Documentation of the option {@code seed}. */
    public static final String SEED = "Which problems these are; any number. It does not follow the run's seed.";

    /** Documentation of the option {@code style}. */
    public static final String STYLE =
            "compact (a few characters; the whole response is the answer) or sentence (instructions in English; the "
                    + "answer is in the response's last \\boxed{}).";

    /** Documentation of the option {@code wrong-answer-share}. */
    public static final String WRONG_ANSWER_SHARE = "Share of demonstrations with a wrong answer, from 0 to 1.";

    /** Default of the option {@code training-problems}. */
    public static final String DEFAULT_TRAINING_PROBLEMS = "4000";

    /** Default of the option {@code held-out-problems}. */
    public static final String DEFAULT_HELD_OUT_PROBLEMS = "400";

    /**
     * Checks the ranges, together with those of the task's own options.
     *
     * @param checks receives the mistakes
     * @return {@code checks}
     */
    public OptionChecks check(OptionChecks checks) {
        return checks.that(
                        trainingProblems >= 1 && trainingProblems <= 1_000_000,
                        "training-problems",
                        trainingProblems,
                        "must be between 1 and 1000000")
                .that(
                        heldOutProblems >= 0 && heldOutProblems <= 100_000,
                        "held-out-problems",
                        heldOutProblems,
                        "must be between 0 and 100000")
                .that(
                        heldOutShare >= 0 && heldOutShare < 1,
                        "held-out-share",
                        heldOutShare,
                        "must be at least 0 and below 1")
                .that(
                        heldOutProblems <= 0 || heldOutShare != 0,
                        "held-out-share",
                        heldOutShare,
                        "must be above 0 where there are held-out problems")
                .that(
                        wrongAnswerShare >= 0 && wrongAnswerShare <= 1,
                        "wrong-answer-share",
                        wrongAnswerShare,
                        "must be between 0 and 1");
    }
}
