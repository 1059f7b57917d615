package org.rlvr4j.trainer.cost;

import org.rlvr4j.api.learning.PolicyPlan;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.trainer.Recipe;
import org.rlvr4j.trainer.TrainingOptions;

/**
 * What one run costs. Rollouts are as many as its waves allow, its batches full, its responses of one length: an upper bound
 * where that length is the recipe's longest.
 *
 * @param leastRollouts rollouts generated if every batch is full after the first wave
 * @param mostRollouts rollouts generated if every step draws all its waves
 * @param learned sequences learned from
 * @param evaluated samples of all evaluations
 * @param evaluations how often the policy is evaluated
 * @param response tokens of a response
 * @param prompts tokens of prompts
 * @param leastGenerating operations of generating {@code leastRollouts}
 * @param mostGenerating operations of generating {@code mostRollouts}
 * @param learning operations of learning, the reference policy's included
 * @param evaluating operations of evaluations
 * @param memory bytes on the device
 */
public record RunCost(
        double leastRollouts,
        double mostRollouts,
        double learned,
        double evaluated,
        int evaluations,
        double response,
        PromptTokens prompts,
        double leastGenerating,
        double mostGenerating,
        double learning,
        double evaluating,
        Memory memory) {

    /**
     * Estimates.
     *
     * @param recipe the strategies and sizes
     * @param policy how the policy is trained
     * @param plan how its runtime holds it
     * @param prompts how long the prompts are
     * @param response tokens of a response, 0 for the recipe's longest
     * @param evaluatesBase whether the run evaluates its base itself
     * @return the cost
     */
    public static RunCost of(
            Recipe recipe,
            PolicySpec policy,
            PolicyPlan plan,
            PromptTokens prompts,
            double response,
            boolean evaluatesBase) {
        TrainingOptions training = recipe.training();
        double length = response > 0 ? response : training.maxResponseTokens();
        double least = (double) training.steps() * training.problemsPerWave() * training.rolloutsPerProblem();
        double learned = (double) training.steps()
                * training.effectiveGroups()
                * training.rolloutsPerProblem()
                * policy.optimizer().passes();
        int evaluations = recipe.evaluationProblems().isEmpty() ? 0 : training.evaluations(evaluatesBase);
        int samples = recipe.evaluation().samples();
        double evaluated = (double) evaluations * recipe.evaluationProblems().size() * samples;
        Operations operations = new Operations(plan);
        double rollout = operations.generation(prompts.training(), length, training.rolloutsPerProblem());
        return new RunCost(
                least,
                least * training.maxWaves(),
                learned,
                evaluated,
                evaluations,
                length,
                prompts,
                least * rollout,
                least * training.maxWaves() * rollout,
                learned * learning(operations, policy, training, prompts.training(), length),
                evaluated * operations.generation(prompts.evaluation(), length, samples),
                memory(recipe, plan, prompts));
    }

    private static double learning(
            Operations operations, PolicySpec policy, TrainingOptions training, double prompt, double response) {
        PolicyPlan plan = operations.plan();
        double sequences = Memory.sequencesOfMicroBatch(
                plan, prompt, response, (double) training.effectiveGroups() * training.rolloutsPerProblem());
        double ofPass = Math.min(sequences, training.rolloutsPerProblem());
        boolean sliced = sequences * response * plan.size().vocabulary() > plan.logitElements();
        return operations.learning(prompt, response, ofPass, sliced)
                + (policy.loss().klCoefficient() > 0 ? operations.reference(prompt, response, ofPass) : 0);
    }

    /** Memory must hold the longest, whatever the mean. */
    private static Memory memory(Recipe recipe, PolicyPlan plan, PromptTokens prompts) {
        TrainingOptions training = recipe.training();
        double rows = Math.max(
                (double) training.problemsPerWave() * training.rolloutsPerProblem(),
                (double) recipe.evaluationProblems().size()
                        * recipe.evaluation().samples());
        double sequences = (double) training.effectiveGroups() * training.rolloutsPerProblem();
        return Memory.of(plan, prompts.longest(), training.maxResponseTokens(), rows, sequences);
    }

    /**
     * Returns the least operations of the whole run.
     *
     * @return those of batches that are full after the first wave
     */
    public double leastOperations() {
        return leastGenerating + learning + evaluating;
    }

    /**
     * Returns the most operations of the whole run.
     *
     * @return those of steps that draw all their waves
     */
    public double mostOperations() {
        return mostGenerating + learning + evaluating;
    }

    /**
     * Returns the least tokens that the run passes, prompts of learning not counted.
     *
     * @return tokens generated, learned from and evaluated
     */
    public double leastTokens() {
        return (leastRollouts + learned + evaluated) * response;
    }

    /**
     * Returns the most tokens that the run passes, prompts of learning not counted.
     *
     * @return tokens generated, learned from and evaluated
     */
    public double mostTokens() {
        return (mostRollouts + learned + evaluated) * response;
    }
}
