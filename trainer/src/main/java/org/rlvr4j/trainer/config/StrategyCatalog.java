package org.rlvr4j.trainer.config;

import java.util.Collection;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.spi.AdvantageProvider;
import org.rlvr4j.api.spi.PassAtKProvider;
import org.rlvr4j.api.spi.PolicyRuntimeProvider;
import org.rlvr4j.api.spi.ProblemSamplerProvider;
import org.rlvr4j.api.spi.ProblemSourceProvider;
import org.rlvr4j.api.spi.RolloutSourceProvider;
import org.rlvr4j.api.spi.RunTrackerProvider;
import org.rlvr4j.api.spi.StrategyProvider;
import org.rlvr4j.api.spi.TokenSamplerProvider;
import org.rlvr4j.api.spi.UpdateGateProvider;
import org.rlvr4j.api.spi.VerifierProvider;

/** Every strategy that {@link ServiceLoader} finds, by kind and id. */
public final class StrategyCatalog {

    /** A kind of strategy. */
    public enum Kind {
        /** Where problems come from. */
        PROBLEMS("problems", "problem source"),
        /** Which problem comes next. */
        PROBLEM_SAMPLER("problem-sampler", "problem sampler"),
        /** Which token comes next. */
        TOKEN_SAMPLER("token-sampler", "token sampler"),
        /** Where training rollouts come from, in place of the policy. */
        ROLLOUTS("rollouts", "source of rollouts"),
        /** Is this response correct? */
        VERIFIER("verifier", "verifier"),
        /** Which groups are trained on. */
        GATE("gate", "gate"),
        /** From rewards to advantages. */
        ADVANTAGE("advantage", "advantage estimator"),
        /** Pass@k and its relatives. */
        METRIC("evaluation.metrics", "metric"),
        /** Where metrics are sent. */
        TRACKER("trackers", "tracker");

        private final String section;
        private final String title;

        Kind(String section, String title) {
            this.section = section;
            this.title = title;
        }

        /**
         * Returns the recipe's section that chooses one.
         *
         * @return such as {@code gate}
         */
        public String section() {
            return section;
        }

        /**
         * Returns what it is called in messages.
         *
         * @return such as {@code problem source}
         */
        public String title() {
            return title;
        }
    }

    private final Map<Kind, Map<String, StrategyProvider<?, ?>>> strategies = new TreeMap<>();
    private final Map<String, PolicyRuntimeProvider<?>> runtimes = new TreeMap<>();

    private StrategyCatalog() {}

    /**
     * Finds the strategies on the module path and the class path.
     *
     * @return the catalog
     * @throws IllegalStateException if two strategies of a kind have the same id, the message names both, or one cannot
     *     be loaded
     */
    public static StrategyCatalog load() {
        try {
            return loadAll();
        } catch (ServiceConfigurationError e) {
            throw new IllegalStateException("a strategy on the path cannot be loaded: " + e.getMessage(), e);
        }
    }

    /**
     * Returns a catalogue for looking at recipes without training them: a problem source whose files are missing becomes
     * {@link AbsentProblems} in place of a mistake.
     *
     * @return a catalogue of the same strategies
     */
    public StrategyCatalog withoutFiles() {
        StrategyCatalog catalog = new StrategyCatalog();
        catalog.strategies.putAll(strategies);
        catalog.runtimes.putAll(runtimes);
        Map<String, StrategyProvider<?, ?>> problems = new TreeMap<>();
        all(Kind.PROBLEMS)
                .forEach(provider ->
                        problems.put(provider.id(), AbsentProblems.insteadOf((ProblemSourceProvider<?>) provider)));
        catalog.strategies.put(Kind.PROBLEMS, problems);
        return catalog;
    }

    private static StrategyCatalog loadAll() {
        StrategyCatalog catalog = new StrategyCatalog();
        catalog.add(Kind.PROBLEMS, ServiceLoader.load(ProblemSourceProvider.class));
        catalog.add(Kind.PROBLEM_SAMPLER, ServiceLoader.load(ProblemSamplerProvider.class));
        catalog.add(Kind.TOKEN_SAMPLER, ServiceLoader.load(TokenSamplerProvider.class));
        catalog.add(Kind.ROLLOUTS, ServiceLoader.load(RolloutSourceProvider.class));
        catalog.add(Kind.VERIFIER, ServiceLoader.load(VerifierProvider.class));
        catalog.add(Kind.GATE, ServiceLoader.load(UpdateGateProvider.class));
        catalog.add(Kind.ADVANTAGE, ServiceLoader.load(AdvantageProvider.class));
        catalog.add(Kind.METRIC, ServiceLoader.load(PassAtKProvider.class));
        catalog.add(Kind.TRACKER, ServiceLoader.load(RunTrackerProvider.class));
        for (PolicyRuntimeProvider<?> runtime : ServiceLoader.load(PolicyRuntimeProvider.class)) {
            refuseDuplicate("runtime", runtime.id(), catalog.runtimes.put(runtime.id(), runtime), runtime);
        }
        return catalog;
    }

    @SuppressWarnings("rawtypes") // ServiceLoader knows providers by their raw interface
    private void add(Kind kind, Iterable<? extends StrategyProvider> providers) {
        Map<String, StrategyProvider<?, ?>> byId = strategies.computeIfAbsent(kind, k -> new TreeMap<>());
        for (StrategyProvider<?, ?> provider : providers) {
            refuseDuplicate(kind.title(), provider.id(), byId.put(provider.id(), provider), provider);
        }
    }

    private static void refuseDuplicate(String kind, String id, @Nullable Object earlier, Object later) {
        if (earlier != null) {
            throw new IllegalStateException("two strategies are called " + kind + " \"" + id + "\": " + origin(earlier)
                    + " and " + origin(later));
        }
    }

    /**
     * Says where a provider came from.
     *
     * @param provider the provider
     * @return its class and its module or jar
     */
    public static String origin(Object provider) {
        Module module = provider.getClass().getModule();
        var source = provider.getClass().getProtectionDomain().getCodeSource();
        String where = module.isNamed()
                ? "module " + module.getName()
                : source == null ? "the class path" : String.valueOf(source.getLocation());
        return provider.getClass().getName() + " (" + where + ")";
    }

    /**
     * Returns the strategies of a kind.
     *
     * @param kind the kind
     * @return providers by ascending id
     */
    public Collection<StrategyProvider<?, ?>> all(Kind kind) {
        return strategies.getOrDefault(kind, Map.of()).values();
    }

    /**
     * Returns the runtimes.
     *
     * @return providers by ascending id
     */
    public Collection<PolicyRuntimeProvider<?>> runtimes() {
        return runtimes.values();
    }

    /**
     * Finds a strategy.
     *
     * @param kind the kind
     * @param id its id
     * @return the provider
     * @throws IllegalArgumentException if there is none; the message lists what exists and the nearest
     */
    public StrategyProvider<?, ?> find(Kind kind, String id) {
        return find(strategies.getOrDefault(kind, Map.of()), kind.title(), id);
    }

    /**
     * Finds a runtime.
     *
     * @param id its id
     * @return the provider
     * @throws IllegalArgumentException if there is none; the message lists what exists and the nearest
     */
    public PolicyRuntimeProvider<?> findRuntime(String id) {
        return find(runtimes, "runtime", id);
    }

    private static <T> T find(Map<String, T> byId, String title, String id) {
        T provider = byId.get(id);
        if (provider == null) {
            throw new IllegalArgumentException(NearestName.unknown(title, id, byId.keySet()));
        }
        return provider;
    }
}
