package org.rlvr4j.cli;

import java.util.Locale;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.trainer.TrainingOptions;
import org.rlvr4j.trainer.config.TrainingRecipe;

/**
 * What a run will cost at most: 2 floating-point operations a weight and token forward, 6 forward and backward (Kaplan et
 * al. 2020, arXiv 2001.08361), attention left out.
 */
final class CostEstimate {

    private CostEstimate() {}

    static String of(TrainingRecipe recipe, PolicyRuntime runtime) {
        TrainingOptions training = recipe.recipe().training();
        double weights = runtime.parameterCount();
        double response = training.maxResponseTokens();
        double waveRollouts = (double) training.problemsPerWave() * training.rolloutsPerProblem();
        double least = training.steps() * waveRollouts;
        double most = least * training.maxWaves();
        double trained = (double) training.steps()
                * training.effectiveGroups()
                * training.rolloutsPerProblem()
                * recipe.policy().optimizer().passes();
        double evaluated = (double) recipe.recipe().evaluationProblems().size()
                * recipe.recipe().evaluation().samples();
        int evaluations = training.evaluateEvery() == 0 ? 1 : 1 + training.steps() / training.evaluateEvery();
        double state = 4 * weights * (4 + (recipe.policy().loss().klCoefficient() > 0 ? 1 : 0));
        return String.format(
                Locale.ROOT,
                "# Cost, at most (responses of %.0f tokens):%n"
                        + "#   weights        %,.0f, with gradients and optimiser %.1f MB%n"
                        + "#   training       %d steps, %,.0f to %,.0f rollouts generated, %,.0f learned from%n"
                        + "#   evaluation     %,.0f samples, %d time(s)%n"
                        + "#   operations     %.3g generating, %.3g learning, %.3g evaluating%n",
                response,
                weights,
                state / 1e6,
                training.steps(),
                least,
                most,
                trained,
                evaluated,
                evaluations,
                2 * weights * most * response,
                6 * weights * trained * response,
                2 * weights * evaluated * evaluations * response);
    }
}
