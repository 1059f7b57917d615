package org.rlvr4j.trainer;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * When training counts as gone wrong, and what is then done: section {@code guards} of a recipe.
 *
 * @param policy what a guard does that has no action of its own
 * @param window steps over which is averaged
 * @param nonFinite action of the guard against NaN and infinity
 * @param success action of the guard of the success rate
 * @param successFloor share of the start's success rate that must remain
 * @param valid action of the guard of valid responses
 * @param validFloor share of the start's rate of valid responses that must remain
 * @param entropy action of the guard of entropy
 * @param entropyFloor share of the start's entropy that must remain
 * @param kl action of the guards of KL divergence
 * @param klCeiling greatest KL to the reference
 * @param behaviourKlCeiling greatest KL between the engine that draws and the learner
 * @param gradient action of the guard of the gradient's norm
 * @param gradientSpike greatest norm as a multiple of the running median
 * @param length action of the guard of response length
 * @param lengthCeiling greatest length as a multiple of the start's
 * @param failures action of the guard of failed verdicts
 * @param failuresCeiling greatest share of rollouts that could not be judged
 * @param learningRateFactor factor of a rollback on the learning rate
 * @param maxRollbacks rollbacks before the run stops
 */
public record GuardOptions(
        @Option(
                value =
                        "what a guard does whose action is policy: stop (the run ends with exit code 3), rollback-and-lower-lr"
                                + " (it goes back to a checkpoint from before the trouble, at a lower learning rate), warn, or off",
                defaultsTo = "stop")
        Action policy,

        @Option(
                value = "means are taken over so many steps, those of the start over half as many; at least 2",
                defaultsTo = "10")
        int window,

        @Option(
                value =
                        "the loss, a gradient or a weight is NaN or infinite: policy, stop or rollback-and-lower-lr (there is"
                                + " nothing to go on with)",
                defaultsTo = "policy")
        Choice nonFinite,

        @Option(
                value = "the success rate of rollouts, or an evaluation's Pass@1, falls to near zero: policy, stop,"
                        + " rollback-and-lower-lr, warn or off",
                defaultsTo = "policy")
        Choice success,

        @Option(
                value =
                        "trips below this share of the start's success rate (or of the first evaluation's Pass@1), if at least"
                                + " 20 successes would be expected at the start's rate; in [0, 1)",
                defaultsTo = "0.1")
        double successFloor,

        @Option(
                value =
                        "responses stop being valid, that is ended by a stop token and with a readable answer: action as"
                                + " above",
                defaultsTo = "policy")
        Choice valid,

        @Option(
                value =
                        "trips below this share of the start's rate of valid responses, if at least 20 would be expected;"
                                + " in [0, 1)",
                defaultsTo = "0.2")
        double validFloor,

        @Option(value = "entropy collapses: action as above", defaultsTo = "warn")
        Choice entropy,

        @Option(value = "trips below this share of the start's entropy; in [0, 1)", defaultsTo = "0.05")
        double entropyFloor,

        @Option(value = "KL divergence blows up: action as above", defaultsTo = "policy")
        Choice kl,

        @Option(
                value = "trips where KL to the reference policy, in nats a token, is above this in the mean of 3 steps;"
                        + " above 0",
                defaultsTo = "5.0")
        double klCeiling,

        @Option(
                value =
                        "trips where KL between the engine that draws and the learner before its step, in nats a token, is above"
                                + " this in the mean of 3 steps; above 0",
                defaultsTo = "0.5")
        double behaviourKlCeiling,

        @Option(value = "the gradient's norm has a spike: action as above", defaultsTo = "warn")
        Choice gradient,

        @Option(
                value = "trips where the norm is more than so many times the median of the window before; above 1",
                defaultsTo = "20.0")
        double gradientSpike,

        @Option(value = "responses become ever longer: action as above", defaultsTo = "warn")
        Choice length,

        @Option(value = "trips above so many times the start's mean length; above 1", defaultsTo = "5.0")
        double lengthCeiling,

        @Option(
                value = "the verifier fails, for reasons of its own, to judge rollouts: action as above",
                defaultsTo = "stop")
        Choice failures,

        @Option(
                value = "trips above this share of rollouts without a verdict in the mean of 3 steps; in [0, 1)",
                defaultsTo = "0.5")
        double failuresCeiling,

        @Option(value = "a rollback multiplies the learning rate by this; above 0 and below 1", defaultsTo = "0.5")
        double learningRateFactor,

        @Option(value = "after so many rollbacks of a run the next one is a stop instead; at least 1", defaultsTo = "3")
        int maxRollbacks) {

    /** What a guard does. */
    public enum Action {
        /** Ends the run; the last checkpoint stays. */
        STOP,
        /** Goes back to a checkpoint from before the trouble and multiplies the learning rate. */
        ROLLBACK_AND_LOWER_LR,
        /** Says so, and goes on. */
        WARN,
        /** Does not watch. */
        OFF
    }

    /** What one guard does. */
    public enum Choice {
        /** What the policy of all guards says. */
        POLICY,
        /** Ends the run; the last checkpoint stays. */
        STOP,
        /** Goes back to a checkpoint from before the trouble and multiplies the learning rate. */
        ROLLBACK_AND_LOWER_LR,
        /** Says so, and goes on. */
        WARN,
        /** Does not watch. */
        OFF
    }

    /**
     * Checks ranges.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException naming every option that is out of range
     */
    public GuardOptions {
        new OptionChecks()
                .that(window >= 2 && window <= 10_000, "window", window, "must be between 2 and 10000")
                .that(
                        nonFinite != Choice.WARN && nonFinite != Choice.OFF,
                        "non-finite",
                        nonFinite,
                        "must be policy, stop or rollback-and-lower-lr: there is nothing to go on with")
                .that(isShare(successFloor), "success-floor", successFloor, "must be in [0, 1)")
                .that(isShare(validFloor), "valid-floor", validFloor, "must be in [0, 1)")
                .that(isShare(entropyFloor), "entropy-floor", entropyFloor, "must be in [0, 1)")
                .that(klCeiling > 0, "kl-ceiling", klCeiling, "must be above 0")
                .that(behaviourKlCeiling > 0, "behaviour-kl-ceiling", behaviourKlCeiling, "must be above 0")
                .that(gradientSpike > 1, "gradient-spike", gradientSpike, "must be above 1")
                .that(lengthCeiling > 1, "length-ceiling", lengthCeiling, "must be above 1")
                .that(isShare(failuresCeiling), "failures-ceiling", failuresCeiling, "must be in [0, 1)")
                .that(
                        learningRateFactor > 0 && learningRateFactor < 1,
                        "learning-rate-factor",
                        learningRateFactor,
                        "must be above 0 and below 1")
                .that(maxRollbacks >= 1, "max-rollbacks", maxRollbacks, "must be at least 1")
                .orThrow();
    }

    private static boolean isShare(double value) {
        return value >= 0 && value < 1;
    }

    /**
     * Says what a guard does.
     *
     * @param choice its own option
     * @return that, or what the policy says
     */
    public Action action(Choice choice) {
        return choice == Choice.POLICY ? policy : Action.valueOf(choice.name());
    }

    /**
     * Says what is done about NaN and infinity, with which training cannot go on.
     *
     * @return a stop, or a rollback
     */
    public Action nonFiniteAction() {
        return action(nonFinite) == Action.ROLLBACK_AND_LOWER_LR ? Action.ROLLBACK_AND_LOWER_LR : Action.STOP;
    }

    /**
     * Tells whether any guard may go back, for which checkpoints are kept.
     *
     * @return whether there is such a guard
     */
    public boolean goesBack() {
        return action(nonFinite) == Action.ROLLBACK_AND_LOWER_LR
                || action(success) == Action.ROLLBACK_AND_LOWER_LR
                || action(valid) == Action.ROLLBACK_AND_LOWER_LR
                || action(entropy) == Action.ROLLBACK_AND_LOWER_LR
                || action(kl) == Action.ROLLBACK_AND_LOWER_LR
                || action(gradient) == Action.ROLLBACK_AND_LOWER_LR
                || action(length) == Action.ROLLBACK_AND_LOWER_LR
                || action(failures) == Action.ROLLBACK_AND_LOWER_LR;
    }
}
