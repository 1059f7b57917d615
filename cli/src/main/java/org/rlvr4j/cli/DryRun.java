package org.rlvr4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rlvr4j.api.learning.PolicyPlan;
import org.rlvr4j.trainer.config.AbsentProblems;
import org.rlvr4j.trainer.config.InvalidRecipeException;
import org.rlvr4j.trainer.config.Mistake;
import org.rlvr4j.trainer.config.TrainingRecipe;
import org.rlvr4j.trainer.cost.PromptTokens;
import org.rlvr4j.trainer.cost.RunCost;

/**
 * What can be known of a recipe without training it. Its policy is opened and checked against it if it is there; a folder with
 * nothing but {@code config.json} is enough for an estimate.
 *
 * @param plan how the policy would be held
 * @param prompts how long the recipe's prompts are
 */
record DryRun(PolicyPlan plan, PromptTokens prompts) {

    /**
     * Looks at a recipe.
     *
     * @return empty where its runtime cannot say how it would hold the policy
     * @throws InvalidRecipeException if the policy's configuration cannot be read, or the policy is there and does not fit
     */
    static Optional<DryRun> of(TrainingRecipe recipe) {
        Optional<PolicyPlan> plan = plan(recipe);
        if (plan.isPresent() && !missing(recipe, plan.get()).isEmpty()) {
            return Optional.of(new DryRun(plan.get(), uncounted(recipe, plan.get())));
        }
        try (Session session = Session.toLookAt(recipe)) {
            return of(recipe, session);
        }
    }

    /**
     * Looks at a recipe whose policy is open.
     *
     * @return empty where its runtime cannot say how it would hold the policy
     */
    static Optional<DryRun> of(TrainingRecipe recipe, Session session) {
        return plan(recipe)
                .map(known -> new DryRun(
                        known,
                        PromptTokens.counted(
                                recipe.recipe(), prompt -> session.runtime().encodePrompt(prompt).length)));
    }

    private static PromptTokens uncounted(TrainingRecipe recipe, PolicyPlan plan) {
        return recipe.recipe().problems() instanceof AbsentProblems
                ? PromptTokens.assumed(recipe.recipe(), plan.size().contextLength())
                : PromptTokens.guessed(recipe.recipe());
    }

    /** The files that training needs and that are not there. */
    static List<String> missing(TrainingRecipe recipe, PolicyPlan plan) {
        List<String> missing = new ArrayList<>();
        plan.missing()
                .forEach(file ->
                        missing.add(Path.of(recipe.policy().model(), file).toString()));
        if (recipe.recipe().problems() instanceof AbsentProblems absent) {
            absent.missing().forEach(file -> missing.add(file.toString()));
        }
        return missing;
    }

    /** How the runtime would hold a recipe's policy, by its configuration alone; empty where the runtime cannot say. */
    static Optional<PolicyPlan> plan(TrainingRecipe recipe) {
        try {
            return recipe.runtime().plan(recipe.policy());
        } catch (IOException e) {
            throw new InvalidRecipeException(
                    List.of(new Mistake(recipe.where().apply("model"), "model", String.valueOf(e.getMessage()))));
        }
    }

    /** Estimates a recipe of this one's prompts: itself, or an arm of its ablation. */
    RunCost cost(TrainingRecipe recipe, CostArguments arguments, boolean evaluatesBase) {
        int longest = recipe.recipe().training().maxResponseTokens();
        return RunCost.of(
                recipe.recipe(),
                recipe.policy(),
                plan(recipe).orElse(plan),
                prompts,
                arguments.responseTokens(longest),
                evaluatesBase);
    }
}
