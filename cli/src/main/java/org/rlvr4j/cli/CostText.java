package org.rlvr4j.cli;

import java.util.List;
import java.util.Locale;
import org.rlvr4j.api.learning.PolicyPlan;
import org.rlvr4j.trainer.TrainingOptions;
import org.rlvr4j.trainer.config.AbsentProblems;
import org.rlvr4j.trainer.config.TrainingRecipe;
import org.rlvr4j.trainer.cost.Memory;
import org.rlvr4j.trainer.cost.RunCost;
import org.rlvr4j.trainer.cost.Throughput;

/** Writes what a run costs, as the comment below a resolved recipe. */
final class CostText {

    private static final String UNKNOWN = "# Cost: the runtime does not say how it would hold the policy";

    private final StringBuilder text = new StringBuilder();

    private CostText() {}

    static String of(TrainingRecipe recipe, CostArguments arguments, boolean evaluatesBase) {
        return DryRun.of(recipe)
                .map(known -> {
                    RunCost cost = known.cost(recipe, arguments, evaluatesBase);
                    return new CostText()
                            .missing(recipe, known.plan())
                            .write(recipe.recipe().training(), known.plan(), cost, arguments.throughput());
                })
                .orElse(UNKNOWN);
    }

    private CostText missing(TrainingRecipe recipe, PolicyPlan plan) {
        List<String> missing = DryRun.missing(recipe, plan);
        if (!missing.isEmpty()) {
            line("Not there yet: %s. Training needs this; the estimate does not.", String.join(", ", missing));
        }
        if (recipe.recipe().problems() instanceof AbsentProblems
                && recipe.recipe().evaluation().problems() == 0) {
            line(
                    "How many problems are held out is not known, and evaluation.problems does not say: the most are assumed.");
        }
        return this;
    }

    private String write(TrainingOptions training, PolicyPlan plan, RunCost cost, Throughput throughput) {
        boolean most = cost.response() == training.maxResponseTokens();
        line(
                "Cost%s (responses of %,.0f tokens; prompts of %,.0f on average, at most %,.0f%s):",
                most ? ", at most" : "",
                cost.response(),
                cost.prompts().training(),
                cost.prompts().longest(),
                switch (cost.prompts().basis()) {
                    case COUNTED -> "";
                    case GUESSED -> ", guessed from characters";
                    case ASSUMED -> ", all that the context has room for";
                });
        line("  policy       %,d weights, %,d of them trained", plan.size().weights(), plan.trainedWeights());
        line(
                "  training     %d steps, %,.0f to %,.0f rollouts generated, %,.0f learned from",
                training.steps(), cost.leastRollouts(), cost.mostRollouts(), cost.learned());
        line("  evaluation   %,.0f samples in all, %d time(s)", cost.evaluated(), cost.evaluations());
        line(
                "  tokens       %.3g to %.3g generated, %.3g learned from, %.3g evaluated",
                cost.leastRollouts() * cost.response(),
                cost.mostRollouts() * cost.response(),
                cost.learned() * cost.response(),
                cost.evaluated() * cost.response());
        line(
                "  operations   %.3g to %.3g generating, %.3g learning, %.3g evaluating",
                cost.leastGenerating(), cost.mostGenerating(), cost.learning(), cost.evaluating());
        memory(plan, cost.memory());
        line("  time         %s", time(cost, throughput));
        return text.substring(0, text.length() - System.lineSeparator().length());
    }

    private void memory(PolicyPlan plan, Memory memory) {
        line(
                "  memory       %s on one device: weights %s, gradients and optimiser %s, and while generating"
                        + " keys and values %s, logits %s; while learning activations %s, logits %s",
                bytes(memory.peak()),
                bytes(memory.weights()),
                bytes(memory.training()),
                bytes(memory.cache()),
                bytes(memory.sampling()),
                bytes(memory.activations()),
                bytes(memory.logits()));
        if (plan.referenceWeights() > 0) {
            line("               (weights with the reference policy of the KL term)");
        }
    }

    static String time(RunCost cost, Throughput throughput) {
        return String.format(
                Locale.ROOT,
                "%s to %s at %s (--throughput names another)",
                duration(throughput.seconds(cost.leastOperations(), cost.leastTokens())),
                duration(throughput.seconds(cost.mostOperations(), cost.mostTokens())),
                throughput);
    }

    static String duration(double seconds) {
        if (seconds < 90) {
            return String.format(Locale.ROOT, "%.2g s", seconds);
        }
        return seconds < 5400
                ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                : String.format(Locale.ROOT, "%,.1f h", seconds / 3600);
    }

    private static String bytes(double bytes) {
        return bytes < 1e9
                ? String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%,.1f GB", bytes / 1e9);
    }

    private void line(String format, Object... values) {
        text.append("# ").append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
