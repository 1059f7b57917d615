package org.rlvr4j.trainer.wiring;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.data.ProblemSampler;
import org.rlvr4j.api.data.ProblemSource;
import org.rlvr4j.api.gate.UpdateGate;
import org.rlvr4j.api.learning.AdvantageEstimator;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.ModelShape;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.api.learning.PolicyLearner;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.api.rollout.RolloutEngine;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.api.spi.NoOptions;
import org.rlvr4j.api.spi.PolicyRuntimeProvider;
import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.trainer.Recipe;
import org.rlvr4j.trainer.TablePolicy;
import org.rlvr4j.trainer.TestRecipes;
import org.rlvr4j.trainer.config.RuntimeChoice;
import org.rlvr4j.trainer.config.TrainingRecipe;

class RecipeModuleTest {

    private final List<TablePolicy> opened = new ArrayList<>();

    private final class Tables implements PolicyRuntimeProvider<NoOptions> {
        @Override
        public String id() {
            return "table";
        }

        @Override
        public String description() {
            return "A table.";
        }

        @Override
        public Class<NoOptions> optionsType() {
            return NoOptions.class;
        }

        @Override
        public PolicyRuntime open(NoOptions options, PolicySpec spec) throws IOException {
            if (spec.model().equals("missing")) {
                throw new IOException("there is no model");
            }
            TablePolicy policy = new TablePolicy(1);
            opened.add(policy);
            return policy;
        }

        @Override
        public void initialise(NoOptions options, Path folder, ModelShape shape, String alphabet, long seed) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SortedMap<String, String> diagnose(NoOptions options) {
            return new TreeMap<>();
        }
    }

    private TrainingRecipe recipe(String model) {
        Recipe recipe = TestRecipes.recipe(TestRecipes.training(1, 1, 1)).build();
        PolicySpec spec = new PolicySpec(
                model, TestRecipes.defaults(LossOptions.class), TestRecipes.defaults(OptimizerOptions.class), 1);
        return new TrainingRecipe(
                recipe,
                spec,
                new RuntimeChoice<>(new Tables(), new NoOptions()),
                Optional.empty(),
                List.of(),
                List.of(),
                "",
                key -> "");
    }

    @Test
    void givesTheRecipesInstances() {
        TrainingRecipe recipe = recipe("table");
        Injector injector = RecipeModule.injector(recipe);
        Recipe parts = recipe.recipe();
        assertSame(recipe, injector.getInstance(TrainingRecipe.class));
        assertSame(parts, injector.getInstance(Recipe.class));
        assertSame(parts.problems(), injector.getInstance(ProblemSource.class));
        assertSame(parts.problemSampler(), injector.getInstance(ProblemSampler.class));
        assertSame(parts.tokenSampler(), injector.getInstance(TokenSampler.class));
        assertSame(parts.verifier(), injector.getInstance(Verifier.class));
        assertSame(parts.gate(), injector.getInstance(UpdateGate.class));
        assertSame(parts.advantage(), injector.getInstance(AdvantageEstimator.class));
    }

    @Test
    void opensOneSharedRuntimeWhenItIsFirstAskedForAndLeavesItToItsUser() {
        Injector injector = RecipeModule.injector(recipe("table"));
        assertSame(0, opened.size());
        try (PolicyRuntime runtime = injector.getInstance(PolicyRuntime.class)) {
            assertSame(runtime, injector.getInstance(PolicyRuntime.class));
            assertInstanceOf(RolloutEngine.class, injector.getInstance(RolloutEngine.class));
            assertInstanceOf(PolicyLearner.class, injector.getInstance(PolicyLearner.class));
            assertSame(1, opened.size());
            assertFalse(opened.get(0).isClosed());
        }
    }

    @Test
    void aModelThatCannotBeOpenedIsTheCauseOfTheFailure() {
        Injector injector = RecipeModule.injector(recipe("missing"));
        ProvisionException e = assertThrows(ProvisionException.class, () -> injector.getInstance(PolicyRuntime.class));
        assertInstanceOf(
                IOException.class,
                assertInstanceOf(UncheckedIOException.class, e.getCause()).getCause());
    }
}
