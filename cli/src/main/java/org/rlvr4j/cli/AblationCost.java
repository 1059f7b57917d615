package org.rlvr4j.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.rlvr4j.api.learning.PolicyPlan;
import org.rlvr4j.trainer.TrainingOptions;
import org.rlvr4j.trainer.config.AblationRecipe;
import org.rlvr4j.trainer.config.TrainingRecipe;
import org.rlvr4j.trainer.cost.RunCost;
import org.rlvr4j.trainer.cost.Throughput;

/**
 * What an ablation will take at most.
 *
 * @param diskBytes room for checkpoints, rollouts and evaluations of all runs
 * @param generated rollouts of training
 * @param evaluated samples of evaluations
 * @param leastSeconds time if every batch is full after its first wave
 * @param mostSeconds time if every step draws all its waves
 */
record AblationCost(long diskBytes, double generated, double evaluated, double leastSeconds, double mostSeconds) {

    /** A weight in a file, and each of the optimiser's two moments of a trained one: float32. */
    private static final int STORED_BYTES = 4;

    private static final int MOMENTS = 2;
    private static final int METRICS_BYTES_OF_A_STEP = 1_500;
    private static final int EVALUATION_BYTES_OF_A_PROBLEM = 100;

    /** A logged rollout, compressed: its text and a few numbers. */
    private static final int LOG_BYTES_OF_A_TOKEN = 4;

    private static final int LOG_BYTES_OF_A_ROLLOUT = 100;

    /** Estimates what of a plan is still to do. */
    static AblationCost of(
            AblationPlan plan, List<ChildTraining> waiting, Optional<DryRun> known, CostArguments arguments) {
        Map<String, AblationCost> ofArm = new HashMap<>();
        for (AblationRecipe.ArmRecipe arm : plan.recipe().arms()) {
            ofArm.put(arm.name(), of(arm.recipe(), known, arguments));
        }
        AblationCost nothing = new AblationCost(0, 0, 0, 0, 0);
        AblationCost base = waiting.contains(plan.base()) ? of(plan.recipe().base(), known, arguments) : nothing;
        return plan.runs().stream()
                .filter(run -> waiting.contains(run.training()))
                .map(run -> Objects.requireNonNull(ofArm.get(run.arm()), run.arm()))
                .reduce(base, AblationCost::plus);
    }

    private static AblationCost of(TrainingRecipe recipe, Optional<DryRun> known, CostArguments arguments) {
        TrainingOptions training = recipe.recipe().training();
        double rollouts = (double) training.problemsPerWave() * training.rolloutsPerProblem() * training.maxWaves();
        int problems = recipe.recipe().evaluationProblems().size();
        long evaluations = problems == 0 ? 0 : training.evaluations(false);
        double evaluated =
                (double) evaluations * problems * recipe.recipe().evaluation().samples();
        double logged =
                training.logRolloutsEvery() == 0 ? 0 : rollouts * training.steps() / training.logRolloutsEvery();
        double disk = known.map(policy -> policyBytes(policy.plan(), training)).orElse(0.0)
                + (double) training.steps() * METRICS_BYTES_OF_A_STEP
                + (double) evaluations * problems * EVALUATION_BYTES_OF_A_PROBLEM
                + logged * (LOG_BYTES_OF_A_ROLLOUT + (double) LOG_BYTES_OF_A_TOKEN * training.maxResponseTokens());
        Throughput throughput = arguments.throughput();
        Optional<RunCost> cost = known.map(policy -> policy.cost(recipe, arguments, false));
        return new AblationCost(
                (long) disk,
                rollouts * training.steps(),
                evaluated,
                cost.map(run -> throughput.seconds(run.leastOperations(), run.leastTokens()))
                        .orElse(0.0),
                cost.map(run -> throughput.seconds(run.mostOperations(), run.mostTokens()))
                        .orElse(0.0));
    }

    /** A base that trains nothing leaves no more than its final policy. */
    private static double policyBytes(PolicyPlan plan, TrainingOptions training) {
        double policy = (double) plan.size().weights() * STORED_BYTES;
        // an adapter's checkpoints hold the adapter alone
        double trained = (double) plan.trainedWeights() * STORED_BYTES;
        int checkpoints = training.steps() == 0 ? 0 : training.keepCheckpoints() + 1;
        return policy + checkpoints * trained * (1 + MOMENTS);
    }

    private AblationCost plus(AblationCost other) {
        return new AblationCost(
                diskBytes + other.diskBytes,
                generated + other.generated,
                evaluated + other.evaluated,
                leastSeconds + other.leastSeconds,
                mostSeconds + other.mostSeconds);
    }

    String describe(long freeBytes, Throughput throughput) {
        return String.format(
                Locale.ROOT,
                "At most %,.0f rollouts to train on, %,.0f samples to evaluate, and about %,.0f MB of disk (%,.0f MB are"
                        + " free). At %s that is %s to %s, one run after the other.",
                generated,
                evaluated,
                Math.ceil(diskBytes / 1e6),
                freeBytes / 1e6,
                throughput,
                CostText.duration(leastSeconds),
                CostText.duration(mostSeconds));
    }
}
