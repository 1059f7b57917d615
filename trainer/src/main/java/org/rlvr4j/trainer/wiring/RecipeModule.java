package org.rlvr4j.trainer.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.rlvr4j.api.data.ProblemSampler;
import org.rlvr4j.api.data.ProblemSource;
import org.rlvr4j.api.gate.UpdateGate;
import org.rlvr4j.api.learning.AdvantageEstimator;
import org.rlvr4j.api.learning.PolicyLearner;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.rollout.RolloutEngine;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.trainer.OffPolicyRuntime;
import org.rlvr4j.trainer.Recipe;
import org.rlvr4j.trainer.config.TrainingRecipe;

/**
 * Binds the chosen strategies of a recipe and one shared runtime: a recipe is one injector.
 *
 * <p>Applications that wire their own objects around a run install this module, or override its bindings.
 */
public final class RecipeModule extends AbstractModule {

    private final TrainingRecipe recipe;

    /**
     * Wires a recipe.
     *
     * @param recipe the recipe
     */
    public RecipeModule(TrainingRecipe recipe) {
        this.recipe = recipe;
    }

    /**
     * Makes the injector of a recipe; the policy is opened when it is first asked for.
     *
     * @param recipe the recipe
     * @return the injector
     */
    public static Injector injector(TrainingRecipe recipe) {
        return Guice.createInjector(Stage.DEVELOPMENT, new RecipeModule(recipe));
    }

    @Override
    protected void configure() {
        Recipe parts = recipe.recipe();
        bind(TrainingRecipe.class).toInstance(recipe);
        bind(Recipe.class).toInstance(parts);
        bind(ProblemSource.class).toInstance(parts.problems());
        bind(ProblemSampler.class).toInstance(parts.problemSampler());
        bind(TokenSampler.class).toInstance(parts.tokenSampler());
        bind(Verifier.class).toInstance(parts.verifier());
        bind(UpdateGate.class).toInstance(parts.gate());
        bind(AdvantageEstimator.class).toInstance(parts.advantage());
    }

    @Provides
    @Singleton
    PolicyRuntime runtime() {
        try {
            PolicyRuntime policy = recipe.runtime().open(recipe.policy(), recipe.portable());
            return recipe.rollouts()
                    .<PolicyRuntime>map(source -> new OffPolicyRuntime(policy, source))
                    .orElse(policy);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Provides
    RolloutEngine rolloutEngine(PolicyRuntime runtime) {
        return runtime.rolloutEngine();
    }

    @Provides
    PolicyLearner learner(PolicyRuntime runtime) {
        return runtime.learner();
    }
}
