package org.rlvr4j.cli;

import java.util.List;
import java.util.Locale;
import org.rlvr4j.trainer.TrainingOptions;
import org.rlvr4j.trainer.config.AblationRecipe;
import org.rlvr4j.trainer.config.TrainingRecipe;

/**
 * What an ablation will take at most.
 *
 * @param diskBytes room for checkpoints, rollouts and evaluations of all runs
 * @param generated rollouts of training
 * @param evaluated samples of evaluations
 */
record AblationCost(long diskBytes, double generated, double evaluated) {

    /** Policy and the optimiser's two moments, 4 bytes each. */
    private static final int CHECKPOINT_BYTES_OF_A_WEIGHT = 12;

    private static final int POLICY_BYTES_OF_A_WEIGHT = 4;
    private static final int METRICS_BYTES_OF_A_STEP = 1_500;
    private static final int EVALUATION_BYTES_OF_A_PROBLEM = 100;

    /** A logged rollout, compressed: its text and a few numbers. */
    private static final int LOG_BYTES_OF_A_TOKEN = 4;

    private static final int LOG_BYTES_OF_A_ROLLOUT = 100;

    static AblationCost of(AblationPlan plan, List<AblationPlan.Run> waiting, long weights) {
        AblationCost sum = new AblationCost(0, 0, 0);
        for (AblationPlan.Run run : waiting) {
            for (AblationRecipe.ArmRecipe arm : plan.recipe().arms()) {
                if (arm.name().equals(run.arm())) {
                    sum = sum.plus(of(arm.recipe(), weights));
                }
            }
        }
        return sum;
    }

    private static AblationCost of(TrainingRecipe recipe, long weights) {
        TrainingOptions training = recipe.recipe().training();
        double rollouts = (double) training.problemsPerWave() * training.rolloutsPerProblem() * training.maxWaves();
        int problems = recipe.recipe().evaluationProblems().size();
        long evaluations = training.evaluateEvery() == 0 ? 1 : 1 + training.steps() / training.evaluateEvery();
        double logged =
                training.logRolloutsEvery() == 0 ? 0 : rollouts * training.steps() / training.logRolloutsEvery();
        double disk = (double) weights * CHECKPOINT_BYTES_OF_A_WEIGHT * (training.keepCheckpoints() + 1)
                + (double) weights * POLICY_BYTES_OF_A_WEIGHT
                + (double) training.steps() * METRICS_BYTES_OF_A_STEP
                + (double) evaluations * problems * EVALUATION_BYTES_OF_A_PROBLEM
                + logged * (LOG_BYTES_OF_A_ROLLOUT + (double) LOG_BYTES_OF_A_TOKEN * training.maxResponseTokens());
        return new AblationCost(
                (long) disk,
                rollouts * training.steps(),
                (double) evaluations * problems * recipe.recipe().evaluation().samples());
    }

    private AblationCost plus(AblationCost other) {
        return new AblationCost(diskBytes + other.diskBytes, generated + other.generated, evaluated + other.evaluated);
    }

    String describe(long freeBytes) {
        return String.format(
                Locale.ROOT,
                "At most %,.0f rollouts to train on, %,.0f samples to evaluate, and about %,.0f MB of disk (%,.0f MB are"
                        + " free).",
                generated,
                evaluated,
                Math.ceil(diskBytes / 1e6),
                freeBytes / 1e6);
    }
}
