package org.rlvr4j.trainer.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import org.rlvr4j.api.data.ProblemSampler;
import org.rlvr4j.api.data.ProblemSource;
import org.rlvr4j.api.evaluation.PassAtKEstimator;
import org.rlvr4j.api.gate.UpdateGate;
import org.rlvr4j.api.learning.AdapterOptions;
import org.rlvr4j.api.learning.AdvantageEstimator;
import org.rlvr4j.api.learning.ChatOptions;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.api.learning.RolloutSource;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.api.run.RunTracker;
import org.rlvr4j.api.spi.PortableRecipe;
import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.trainer.EvaluationOptions;
import org.rlvr4j.trainer.GuardOptions;
import org.rlvr4j.trainer.Recipe;
import org.rlvr4j.trainer.RecipeChecks;
import org.rlvr4j.trainer.RetentionOptions;
import org.rlvr4j.trainer.TrainingOptions;
import org.rlvr4j.trainer.plugin.Plugin;

/**
 * A training recipe read from a file: the chosen strategies, created and checked against one another.
 *
 * @param recipe the strategies
 * @param policy which policy, and how it is trained
 * @param runtime where it runs
 * @param rollouts where training rollouts come from; empty where from the policy itself
 * @param trackers where metrics are sent, beside the run's folder
 * @param plugins of which some of the strategies came
 * @param resolvedText the recipe with every default filled in, as HOCON
 * @param where says where a key was written, for mistakes that show only when the policy is open
 */
public record TrainingRecipe(
        Recipe recipe,
        PolicySpec policy,
        RuntimeChoice<?> runtime,
        Optional<RolloutSource> rollouts,
        List<RunTracker> trackers,
        List<Plugin> plugins,
        String resolvedText,
        UnaryOperator<String> where) {

    /** Copies. */
    public TrainingRecipe {
        trackers = List.copyOf(trackers);
        plugins = List.copyOf(plugins);
    }

    private static final Set<String> SECTIONS = Set.of(
            "model",
            "chat",
            "problems",
            "problem-sampler",
            "token-sampler",
            "verifier",
            "gate",
            "advantage",
            "loss",
            "optimizer",
            "adapter",
            "runtime",
            "rollouts",
            "trainer",
            "evaluation",
            "guards",
            "checkpoints",
            "trackers",
            RecipeFile.ABLATION);

    /**
     * Reads a recipe.
     *
     * @param file a HOCON file
     * @param overrides assignments {@code key=value}
     * @param catalog the strategies there are
     * @return the recipe
     * @throws InvalidRecipeException with every mistake found
     */
    public static TrainingRecipe read(Path file, List<String> overrides, StrategyCatalog catalog) {
        return read(RecipeFile.read(file, overrides, catalog));
    }

    /**
     * Reads one arm of a recipe's ablation.
     *
     * @param file a HOCON file
     * @param arm the arm's name, or {@code base}: the recipe without a step of training
     * @param overrides assignments {@code key=value} of the recipe; what the arm says wins over them
     * @param catalog the strategies there are
     * @return the recipe
     * @throws InvalidRecipeException with every mistake found
     */
    public static TrainingRecipe readArm(Path file, String arm, List<String> overrides, StrategyCatalog catalog) {
        RecipeFile source = RecipeFile.read(file, overrides, catalog);
        return read(source.with(source.arm(arm)));
    }

    static TrainingRecipe read(RecipeFile source) {
        source.allowOnly(SECTIONS);
        String model = source.text("model", "a model folder, or builtin:countdown-base");
        Optional<ChatOptions> chat = source.options("chat", ChatOptions.class);
        Optional<ProblemSampler> problemSampler =
                source.strategy(StrategyCatalog.Kind.PROBLEM_SAMPLER, ProblemSampler.class, "epoch-shuffle");
        Optional<TokenSampler> tokenSampler =
                source.strategy(StrategyCatalog.Kind.TOKEN_SAMPLER, TokenSampler.class, "standard");
        Optional<Verifier> verifier = source.strategy(StrategyCatalog.Kind.VERIFIER, Verifier.class, null);
        Optional<UpdateGate> gate = source.strategy(StrategyCatalog.Kind.GATE, UpdateGate.class, null);
        Optional<AdvantageEstimator> advantage =
                source.strategy(StrategyCatalog.Kind.ADVANTAGE, AdvantageEstimator.class, null);
        Optional<LossOptions> loss = source.options("loss", LossOptions.class);
        Optional<OptimizerOptions> optimizer = source.options("optimizer", OptimizerOptions.class);
        Optional<AdapterOptions> adapter = source.options("adapter", AdapterOptions.class);
        Optional<RuntimeChoice<?>> runtime = source.runtime();
        Optional<RolloutSource> rollouts = source.gives(StrategyCatalog.Kind.ROLLOUTS.section())
                ? source.strategy(StrategyCatalog.Kind.ROLLOUTS, RolloutSource.class, null)
                : Optional.empty();
        Optional<TrainingOptions> training = source.options("trainer", TrainingOptions.class);
        Optional<EvaluationOptions> evaluation = source.options("evaluation", EvaluationOptions.class);
        Optional<GuardOptions> guards = source.options("guards", GuardOptions.class);
        Optional<RetentionOptions> retention = source.options("checkpoints", RetentionOptions.class);
        List<PassAtKEstimator> metrics = evaluation
                .map(options ->
                        source.strategies(StrategyCatalog.Kind.METRIC, PassAtKEstimator.class, options.metrics()))
                .orElse(List.of());
        List<RunTracker> trackers = source.strategiesBySection(StrategyCatalog.Kind.TRACKER, RunTracker.class);
        // last, for problems are generated only where nothing else is wrong
        Optional<ProblemSource> problems = source.strategy(StrategyCatalog.Kind.PROBLEMS, ProblemSource.class, null);
        source.refuseMistakes();
        Recipe recipe = new Recipe(
                problems.orElseThrow(),
                problemSampler.orElseThrow(),
                tokenSampler.orElseThrow(),
                verifier.orElseThrow(),
                gate.orElseThrow(),
                advantage.orElseThrow(),
                metrics,
                training.orElseThrow(),
                evaluation.orElseThrow(),
                guards.orElseThrow(),
                retention.orElseThrow());
        RecipeChecks.check(recipe, optimizer.orElseThrow())
                .forEach(conflict -> source.mistake(conflict.key(), conflict.message()));
        if (rollouts.isPresent()) {
            RecipeChecks.checkOffPolicy(recipe, loss.orElseThrow())
                    .forEach(conflict -> source.mistake(conflict.key(), conflict.message()));
        }
        source.refuseMistakes();
        PolicySpec policy = new PolicySpec(
                model,
                loss.orElseThrow(),
                optimizer.orElseThrow(),
                training.orElseThrow().steps(),
                chat.orElseThrow(),
                adapter.orElseThrow(),
                training.orElseThrow().seed(),
                training.orElseThrow().shards());
        return new TrainingRecipe(
                recipe,
                policy,
                runtime.orElseThrow(),
                rollouts,
                trackers,
                source.plugins(),
                source.resolvedText(),
                source::where);
    }

    /**
     * Creates the verifier that a resolved recipe names, for processes that judge on behalf of another.
     *
     * @param resolvedText a recipe with every default filled in, as HOCON
     * @param catalog the strategies there are
     * @return the verifier
     * @throws InvalidRecipeException if there is no such verifier here, or it does not take these options
     */
    public static Verifier verifier(String resolvedText, StrategyCatalog catalog) {
        RecipeFile source = RecipeFile.parse(resolvedText, catalog);
        Optional<Verifier> verifier = source.strategy(StrategyCatalog.Kind.VERIFIER, Verifier.class, null);
        source.refuseMistakes();
        return verifier.orElseThrow();
    }

    /**
     * Returns what another process needs to make a verifier that was chosen without a recipe.
     *
     * @param catalog the strategies there are
     * @param id the verifier's
     * @param options its options
     * @return a recipe of the verifier alone, of which {@link #verifier} makes it, with its plugin
     */
    public static PortableRecipe portableVerifier(StrategyCatalog catalog, String id, Record options) {
        return new PortableRecipe(
                RecipeFile.textOf(StrategyCatalog.Kind.VERIFIER, id, options),
                catalog.plugin(StrategyCatalog.Kind.VERIFIER, id).map(Plugin::code).stream()
                        .toList());
    }

    /**
     * Returns what another process needs to make this recipe's strategies again.
     *
     * @return the resolved text with the plugins
     */
    public PortableRecipe portable() {
        return new PortableRecipe(
                resolvedText, plugins.stream().map(Plugin::code).toList());
    }

    /**
     * Takes other strategies, such as fewer problems, and leaves the text as it is.
     *
     * @param other the strategies
     * @return this recipe with those
     */
    public TrainingRecipe with(Recipe other) {
        return new TrainingRecipe(other, policy, runtime, rollouts, trackers, plugins, resolvedText, where);
    }

    /**
     * Returns the resolved recipe as single values.
     *
     * @return value by full key, as HOCON writes it
     */
    public SortedMap<String, String> parameters() {
        return Provenance.values(resolvedText, "the recipe");
    }
}
