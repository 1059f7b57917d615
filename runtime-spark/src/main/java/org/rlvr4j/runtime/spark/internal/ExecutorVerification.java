package org.rlvr4j.runtime.spark.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.JudgedGroup;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.trainer.Verification;
import org.rlvr4j.trainer.config.InvalidRecipeException;
import org.rlvr4j.trainer.config.TrainingRecipe;

/** The verifier of an executor's process. */
final class ExecutorVerification {

    private static @Nullable ExecutorVerification current;

    private final String resolvedRecipe;
    private final List<String> plugins;
    private final Verification verification;

    private ExecutorVerification(String resolvedRecipe, List<String> plugins, Verification verification) {
        this.resolvedRecipe = resolvedRecipe;
        this.plugins = plugins;
        this.verification = verification;
    }

    static List<JudgedGroup> judge(List<RolloutGroup> groups, String resolvedRecipe, List<String> plugins) {
        Verification verification = of(resolvedRecipe, plugins);
        return groups.stream().map(verification::judgeAll).toList();
    }

    private static synchronized Verification of(String resolvedRecipe, List<String> plugins) {
        ExecutorVerification made = current;
        if (made == null || !made.resolvedRecipe.equals(resolvedRecipe) || !made.plugins.equals(plugins)) {
            made = new ExecutorVerification(
                    resolvedRecipe, plugins, new Verification(verifier(resolvedRecipe, plugins)));
            current = made;
        }
        return made.verification;
    }

    /** The recipe's verifier; where this machine cannot make it, one that says so and judges nothing. */
    private static Verifier verifier(String resolvedRecipe, List<String> plugins) {
        try {
            return TrainingRecipe.verifier(
                    resolvedRecipe, ExecutorStrategies.loaded(plugins).catalog());
        } catch (InvalidRecipeException | IllegalArgumentException | IllegalStateException e) {
            String cause = "the verifier cannot be made on " + ExecutorPolicy.host() + ": " + e.getMessage();
            return (problem, response) -> new Verdict.Failed(cause);
        }
    }
}
