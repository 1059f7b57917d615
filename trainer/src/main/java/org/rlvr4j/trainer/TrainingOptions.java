package org.rlvr4j.trainer;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * The size and course of a run: section {@code trainer} of a recipe.
 *
 * @param steps steps
 * @param seed the run's seed
 * @param problemsPerWave problems drawn at a time
 * @param rolloutsPerProblem group size n
 * @param maxResponseTokens longest response
 * @param maxPromptTokens longest prompt
 * @param effectiveGroups groups that fill the effective batch
 * @param maxWaves limit of the refill
 * @param count which groups fill the effective batch
 * @param historyDiscount forgetting of the success history
 * @param evaluateEvery steps between evaluations
 * @param checkpointEvery steps between checkpoints
 * @param keepCheckpoints checkpoints that are kept
 * @param logRolloutsEvery steps between logs of rollouts
 * @param shards parts that sampling and gradients are cut into
 */
public record TrainingOptions(
        @Option(value = "steps of training; at least 0", defaultsTo = "100")
        int steps,

        @Option(value = "seed of everything random in the run", defaultsTo = "1")
        long seed,

        @Option(value = "problems drawn in each wave of a step; at least 1", defaultsTo = "48")
        int problemsPerWave,

        @Option(value = "rollouts of each problem, the group size n; at least 1", defaultsTo = "8")
        int rolloutsPerProblem,

        @Option(value = "longest response in tokens, stop token included; at least 1", defaultsTo = "1024")
        int maxResponseTokens,

        @Option(
                value =
                        "problems with longer prompts, in tokens, are left out of training and evaluation, which the run"
                                + " says and counts; 0 leaves none out, and prompts that do not fit the policy are a mistake",
                defaultsTo = "0")
        int maxPromptTokens,

        @Option(value = "groups that fill the effective batch of a step; at least 1", defaultsTo = "48")
        int effectiveGroups,

        @Option(
                value = "a step draws at most this many waves to fill its batch, then trains on what it has; at"
                        + " least 1",
                defaultsTo = "1")
        int maxWaves,

        @Option(
                value = "which groups fill the batch: active (every group that the gate keeps) or informative"
                        + " (only those of them whose weighted advantages, estimated from the group alone, are"
                        + " not all zero)",
                defaultsTo = "active")
        Count count,

        @Option(
                value = "factor on a problem's earlier success counts at each new visit; in [0, 1], 1 forgets"
                        + " nothing",
                defaultsTo = "0.5")
        double historyDiscount,

        @Option(value = "steps between evaluations during training; 0 evaluates at the end only", defaultsTo = "0")
        int evaluateEvery,

        @Option(value = "steps between checkpoints; at least 1", defaultsTo = "50")
        int checkpointEvery,

        @Option(value = "latest checkpoints that are kept; at least 1", defaultsTo = "2")
        int keepCheckpoints,

        @Option(value = "steps between logs of all rollouts of a step; 0 logs none", defaultsTo = "25")
        int logRolloutsEvery,

        @Option(
                value =
                        "parts that the problems of a wave and the sequences of an update are cut into; each is computed by"
                                + " itself and gradients are summed in their order, so results do not depend on where parts"
                                + " are computed; another number rounds otherwise; at least 1",
                defaultsTo = "1")
        int shards) {

    /**
     * A run in one shard.
     *
     * @param steps steps
     * @param seed the run's seed
     * @param problemsPerWave problems drawn at a time
     * @param rolloutsPerProblem group size n
     * @param maxResponseTokens longest response
     * @param maxPromptTokens longest prompt
     * @param effectiveGroups groups that fill the effective batch
     * @param maxWaves limit of the refill
     * @param count which groups fill the effective batch
     * @param historyDiscount forgetting of the success history
     * @param evaluateEvery steps between evaluations
     * @param checkpointEvery steps between checkpoints
     * @param keepCheckpoints checkpoints that are kept
     * @param logRolloutsEvery steps between logs of rollouts
     */
    public TrainingOptions(
            int steps,
            long seed,
            int problemsPerWave,
            int rolloutsPerProblem,
            int maxResponseTokens,
            int maxPromptTokens,
            int effectiveGroups,
            int maxWaves,
            Count count,
            double historyDiscount,
            int evaluateEvery,
            int checkpointEvery,
            int keepCheckpoints,
            int logRolloutsEvery) {
        this(
                steps,
                seed,
                problemsPerWave,
                rolloutsPerProblem,
                maxResponseTokens,
                maxPromptTokens,
                effectiveGroups,
                maxWaves,
                count,
                historyDiscount,
                evaluateEvery,
                checkpointEvery,
                keepCheckpoints,
                logRolloutsEvery,
                1);
    }

    /** Which groups fill the effective batch. */
    public enum Count {
        /** Every group that the gate keeps. */
        ACTIVE,
        /**
         * Only groups whose weighted advantages, estimated from the group alone, are not all zero; the others would take
         * a place in the batch and teach nothing (dynamic sampling, arXiv 2503.14476).
         */
        INFORMATIVE
    }

    /**
     * Tells whether the policy is evaluated after a number of steps, apart from the end of the run, where it always is.
     *
     * @param completed steps
     * @return whether this is before the end and a multiple of {@link #evaluateEvery()}; 0 is the base
     */
    public boolean isEvaluatedAfter(long completed) {
        return evaluateEvery > 0 && completed < steps && completed % evaluateEvery == 0;
    }

    /**
     * Counts the evaluations of a run that holds problems out.
     *
     * @param ofBase whether the policy is also evaluated before the first step, where evaluations come during training
     * @return those after the steps of {@link #isEvaluatedAfter}, and the one at the end
     */
    public int evaluations(boolean ofBase) {
        if (evaluateEvery == 0 || steps == 0) {
            return 1;
        }
        return 1 + (steps - 1) / evaluateEvery + (ofBase ? 1 : 0);
    }

    /** Checks ranges. */
    public TrainingOptions {
        new OptionChecks()
                .that(steps >= 0, "steps", steps, "must be at least 0")
                .that(problemsPerWave >= 1, "problems-per-wave", problemsPerWave, "must be at least 1")
                .that(rolloutsPerProblem >= 1, "rollouts-per-problem", rolloutsPerProblem, "must be at least 1")
                .that(maxResponseTokens >= 1, "max-response-tokens", maxResponseTokens, "must be at least 1")
                .that(maxPromptTokens >= 0, "max-prompt-tokens", maxPromptTokens, "must be at least 0")
                .that(effectiveGroups >= 1, "effective-groups", effectiveGroups, "must be at least 1")
                .that(maxWaves >= 1, "max-waves", maxWaves, "must be at least 1")
                .that(
                        historyDiscount >= 0 && historyDiscount <= 1,
                        "history-discount",
                        historyDiscount,
                        "must be between 0 and 1")
                .that(evaluateEvery >= 0, "evaluate-every", evaluateEvery, "must be at least 0")
                .that(checkpointEvery >= 1, "checkpoint-every", checkpointEvery, "must be at least 1")
                .that(keepCheckpoints >= 1, "keep-checkpoints", keepCheckpoints, "must be at least 1")
                .that(logRolloutsEvery >= 0, "log-rollouts-every", logRolloutsEvery, "must be at least 0")
                .that(shards >= 1, "shards", shards, "must be at least 1")
                .orThrow();
    }
}
