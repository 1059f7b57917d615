package org.rlvr4j.trainer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.evaluation.PassAtKEstimator;
import org.rlvr4j.api.evaluation.SampleCounts;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.verify.Verdict;

/**
 * Finds strategies that are each valid but cannot work together, by trying them on made-up groups: it knows none by name,
 * so it serves third parties' too.
 */
public final class RecipeChecks {

    /** Groups beyond this size are not tried, for the work grows with its square. */
    private static final int LARGEST_TRIED_GROUP = 512;

    private RecipeChecks() {}

    /**
     * One finding.
     *
     * @param key the recipe's key that is best changed
     * @param message what does not work together and what would
     */
    public record Conflict(String key, String message) {}

    /**
     * Checks what does not need the policy.
     *
     * @param recipe the recipe
     * @param optimizer the optimiser's options
     * @return every conflict; empty where all is well
     */
    public static List<Conflict> check(Recipe recipe, OptimizerOptions optimizer) {
        List<Conflict> conflicts = check(recipe);
        int groups = recipe.training().effectiveGroups();
        if (optimizer.miniBatches() > groups) {
            conflicts.add(new Conflict(
                    "optimizer.mini-batches",
                    optimizer.miniBatches() + " updates would each have less than one of the " + groups
                            + " groups of trainer.effective-groups; must be at most that"));
        }
        return conflicts;
    }

    /**
     * Checks what training on rollouts of another source than the policy needs.
     *
     * @param recipe the recipe
     * @param loss what is minimised
     * @return every conflict; empty where all is well
     */
    public static List<Conflict> checkOffPolicy(Recipe recipe, LossOptions loss) {
        List<Conflict> conflicts = new ArrayList<>();
        if (loss.objective() != LossOptions.Objective.LIKELIHOOD && loss.importance() == LossOptions.Importance.NONE) {
            conflicts.add(new Conflict(
                    "loss.importance",
                    "none would clip the policy against the source of the rollouts, which training does not change, and so"
                            + " soon stop it; choose token or sequence, which weigh the rollouts by how likely the policy"
                            + " would have drawn them"));
        }
        if (!SamplingWords.of(recipe.tokenSampler()).isEmpty()) {
            conflicts.add(new Conflict(
                    "token-sampler",
                    "rollouts of another source than the policy must be drawn from it as it is (temperature 1, nothing cut"
                            + " off), for servers differ in whether their log-probabilities are those before or after; this"
                            + " sampler does " + SamplingWords.of(recipe.tokenSampler())));
        }
        return conflicts;
    }

    /**
     * Checks the strategies against one another.
     *
     * @param recipe the recipe
     * @return every conflict; empty where all is well
     */
    public static List<Conflict> check(Recipe recipe) {
        TrainingOptions training = recipe.training();
        List<Conflict> conflicts = new ArrayList<>();
        if (recipe.problems().training().isEmpty()) {
            conflicts.add(new Conflict("problems.id", "the problem source has no training problem"));
            return conflicts;
        }
        ids(recipe, conflicts);
        long draws = (long) training.steps() * training.problemsPerWave();
        int problems = recipe.problems().training().size();
        if (recipe.gate().usesHistory() && !recipe.problemSampler().revisits(draws, problems)) {
            conflicts.add(
                    new Conflict(
                            "gate.evidence",
                            "the gate decides by earlier visits of a problem, but " + draws + " draws from " + problems
                                    + " problems need not visit any twice; choose other evidence, more steps or fewer problems"));
        }
        if (!recipe.problemSampler().usesWeights()
                && recipe.problems().training().stream()
                        .anyMatch(problem -> problem.metadata().containsKey(Problem.WEIGHT))) {
            conflicts.add(new Conflict(
                    "problem-sampler.id",
                    "the problems carry weights, which this sampler does not look at; choose the sampler mixture, or"
                            + " take the weights away"));
        }
        if (recipe.tokenSampler().isDeterministic()) {
            conflicts.add(new Conflict(
                    "token-sampler",
                    "a deterministic sampler gives equal rollouts, from which nothing can be learned"));
        }
        long drawn = (long) training.problemsPerWave() * training.maxWaves();
        if (training.effectiveGroups() > drawn) {
            conflicts.add(new Conflict(
                    "trainer.effective-groups",
                    training.effectiveGroups() + " can never be reached by trainer.max-waves x"
                            + " trainer.problems-per-wave = " + drawn + " groups"));
        }
        if (recipe.evaluation().problems() > recipe.problems().heldOut().size()) {
            conflicts.add(new Conflict(
                    "evaluation.problems",
                    recipe.evaluation().problems() + " is more than the "
                            + recipe.problems().heldOut().size() + " held-out problems"));
        }
        best(recipe, conflicts);
        gradient(recipe, conflicts);
        return conflicts;
    }

    /** The best checkpoint goes by what evaluations measure, so these must be and measure it. */
    private static void best(Recipe recipe, List<Conflict> conflicts) {
        String metric = recipe.retention().bestMetric();
        if (metric.isEmpty()) {
            return;
        }
        String key = "checkpoints.keep-best";
        List<String> metrics =
                recipe.metrics().stream().map(PassAtKEstimator::metric).toList();
        List<Integer> ks = Arrays.stream(
                        SampleCounts.doublingUpTo(recipe.evaluation().samples()))
                .boxed()
                .toList();
        if (recipe.training().evaluateEvery() == 0
                || recipe.problems().heldOut().isEmpty()) {
            conflicts.add(new Conflict(
                    key,
                    recipe.retention().keepBest() + " is never measured: it needs held-out problems and"
                            + " trainer.evaluate-every"));
        } else if (!metrics.contains(metric)) {
            conflicts.add(new Conflict(key, metric + " is not one of the recipe's metrics, which are " + metrics));
        } else if (!ks.contains(recipe.retention().bestK())) {
            conflicts.add(new Conflict(
                    key, "k = " + recipe.retention().bestK() + " is not one of those that are measured: " + ks));
        }
    }

    /** The history goes by problem id, and what is trained on must not be what is held out. */
    private static void ids(Recipe recipe, List<Conflict> conflicts) {
        Set<String> seen = new HashSet<>();
        for (List<Problem> part :
                List.of(recipe.problems().training(), recipe.problems().heldOut())) {
            for (Problem problem : part) {
                if (!seen.add(problem.id())) {
                    conflicts.add(new Conflict(
                            "problems.id", "the problem source gives two problems the id \"" + problem.id() + "\""));
                    return;
                }
            }
        }
    }

    /** Tries success counts, all of them in groups of usual size: some active group must have a gradient. */
    private static void gradient(Recipe recipe, List<Conflict> conflicts) {
        int n = recipe.training().rolloutsPerProblem();
        if (n > LARGEST_TRIED_GROUP) {
            return;
        }
        List<VerifiedGroup> groups = new ArrayList<>();
        List<GateDecision> active = new ArrayList<>();
        List<Integer> activeCounts = new ArrayList<>();
        for (int m = 0; m <= n; m++) {
            VerifiedGroup group = madeUp(m, n);
            GateDecision decision = recipe.gate().decide(group, SuccessHistory.EMPTY);
            if (decision.isActive()) {
                groups.add(group);
                active.add(decision);
                activeCounts.add(m);
            }
        }
        if (groups.isEmpty()) {
            conflicts.add(new Conflict(
                    "gate.id", "the gate drops every group of " + n + " rollouts, whatever its success count"));
            return;
        }
        List<GateDecision> decisions = recipe.gate().normalise(active);
        double[][] advantages = recipe.advantage().estimate(groups);
        for (int g = 0; g < groups.size(); g++) {
            if (BatchFiller.isInformative(decisions.get(g), advantages[g])) {
                return;
            }
        }
        conflicts.add(new Conflict(
                "advantage.id",
                "the gate keeps only groups with "
                        + (activeCounts.size() == 1 ? "" + activeCounts.get(0) : "one of " + activeCounts) + " of " + n
                        + " rollouts correct, and there all weighted advantages are zero: nothing would be learned;"
                        + " choose another advantage (w-reinforce and nsr learn from all-wrong groups) or another"
                        + " evidence of the gate (leave-one-out keeps the first success)"));
    }

    private static VerifiedGroup madeUp(int successes, int size) {
        Rollout rollout = new Rollout(new int[] {0}, new float[] {-1}, 0, StopReason.STOP_TOKEN, "");
        List<Verdict> verdicts = new ArrayList<>(Collections.nCopies(successes, new Verdict.Correct("", "made up")));
        verdicts.addAll(Collections.nCopies(size - successes, new Verdict.Incorrect("", "made up")));
        return new VerifiedGroup(
                new Problem("made-up", "", ""), new int[] {0}, Collections.nCopies(size, rollout), verdicts, List.of());
    }

    /**
     * Checks that every prompt, those apart that {@link PromptLimit} leaves out, and the longest response fit the policy.
     *
     * @param whole the recipe
     * @param runtime the policy
     * @return every conflict; empty where all is well
     */
    public static List<Conflict> check(Recipe whole, PolicyRuntime runtime) {
        Recipe recipe = PromptLimit.apply(whole, runtime);
        List<Conflict> conflicts = new ArrayList<>();
        left(recipe, conflicts);
        prompts(recipe.problems().training(), "training", recipe, runtime, conflicts);
        prompts(recipe.problems().heldOut(), "held-out", recipe, runtime, conflicts);
        return conflicts;
    }

    /** What is left out may be more than a run can do without. */
    private static void left(Recipe recipe, List<Conflict> conflicts) {
        String notice = PromptLimit.notice(recipe).orElse("");
        if (recipe.problems().training().isEmpty()) {
            conflicts.add(new Conflict("trainer.max-prompt-tokens", "no problem is left to train on: " + notice));
        }
        int heldOut = recipe.problems().heldOut().size();
        if (recipe.evaluation().problems() > heldOut) {
            conflicts.add(new Conflict(
                    "evaluation.problems",
                    recipe.evaluation().problems() + " is more than the " + heldOut + " held-out problems: " + notice));
        }
    }

    private static void prompts(
            List<Problem> problems, String which, Recipe recipe, PolicyRuntime runtime, List<Conflict> conflicts) {
        int room = runtime.contextLength() - recipe.training().maxResponseTokens();
        Problem longest = null;
        int longestTokens = 0;
        int tooLong = 0;
        for (Problem problem : problems) {
            int tokens;
            try {
                tokens = runtime.encodePrompt(problem.prompt()).length;
            } catch (IllegalArgumentException e) {
                conflicts.add(new Conflict(
                        "problems",
                        which + " problem " + problem.id() + " cannot be read by the policy: " + e.getMessage()));
                return;
            }
            if (tokens == 0) {
                conflicts.add(new Conflict("problems", which + " problem " + problem.id() + " has an empty prompt"));
                return;
            }
            if (tokens > room) {
                tooLong++;
                if (tokens > longestTokens) {
                    longest = problem;
                    longestTokens = tokens;
                }
            }
        }
        if (longest != null) {
            conflicts.add(new Conflict(
                    "trainer.max-response-tokens",
                    recipe.training().maxResponseTokens() + " leaves " + room + " of the policy's context of "
                            + runtime.contextLength() + " tokens for prompts, too few for " + tooLong + " " + which
                            + " problems (" + longest.id() + " has " + longestTokens + "); trainer.max-prompt-tokens = "
                            + Math.max(0, room) + " leaves them out"));
        }
    }

    /**
     * Turns conflicts into an exception for those who assemble recipes without a file.
     *
     * @param conflicts what was found
     * @throws IllegalArgumentException if there is any; the message has them all
     */
    public static void refuse(List<Conflict> conflicts) {
        if (!conflicts.isEmpty()) {
            throw new IllegalArgumentException(conflicts.stream()
                    .map(conflict -> conflict.key() + ": " + conflict.message())
                    .collect(Collectors.joining("; ")));
        }
    }
}
