package org.rlvr4j.trainer.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.rlvr4j.trainer.plugin.BrokenPlugin;
import org.rlvr4j.trainer.plugin.FoundStrategy;
import org.rlvr4j.trainer.plugin.Plugin;
import org.rlvr4j.trainer.plugin.PluginFolder;
import org.rlvr4j.trainer.plugin.Plugins;

/** Every strategy that {@link ServiceLoader} finds on the path and in plugins, by kind and id. */
public final class StrategyCatalog {

    /** A kind of strategy. */
    public enum Kind {
        /** Where problems come from. */
        PROBLEMS("problems", "problem source", ProblemSourceProvider.class),
        /** Which problem comes next. */
        PROBLEM_SAMPLER("problem-sampler", "problem sampler", ProblemSamplerProvider.class),
        /** Which token comes next. */
        TOKEN_SAMPLER("token-sampler", "token sampler", TokenSamplerProvider.class),
        /** Where training rollouts come from, in place of the policy. */
        ROLLOUTS("rollouts", "source of rollouts", RolloutSourceProvider.class),
        /** Is this response correct? */
        VERIFIER("verifier", "verifier", VerifierProvider.class),
        /** Which groups are trained on. */
        GATE("gate", "gate", UpdateGateProvider.class),
        /** From rewards to advantages. */
        ADVANTAGE("advantage", "advantage estimator", AdvantageProvider.class),
        /** Pass@k and its relatives. */
        METRIC("evaluation.metrics", "metric", PassAtKProvider.class),
        /** Where metrics are sent. */
        TRACKER("trackers", "tracker", RunTrackerProvider.class);

        private final String section;
        private final String title;

        @SuppressWarnings("rawtypes") // a class literal has no type arguments
        private final Class<? extends StrategyProvider> service;

        @SuppressWarnings("rawtypes")
        Kind(String section, String title, Class<? extends StrategyProvider> service) {
            this.section = section;
            this.title = title;
            this.service = service;
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

    private static final String RUNTIME = "runtime";

    private final Map<Kind, Map<String, StrategyProvider<?, ?>>> strategies = new TreeMap<>();
    private final Map<String, PolicyRuntimeProvider<?>> runtimes = new TreeMap<>();
    private final Map<BrokenPlugin.Claim, Plugin> pluginOf;
    private final List<BrokenPlugin> brokenPlugins;
    private final Plugins plugins;

    private StrategyCatalog(
            Map<BrokenPlugin.Claim, Plugin> pluginOf, List<BrokenPlugin> brokenPlugins, Plugins plugins) {
        this.pluginOf = pluginOf;
        this.brokenPlugins = brokenPlugins;
        this.plugins = plugins;
    }

    /**
     * Finds the strategies on the module path and the class path, and those of the plugins in some folders.
     *
     * <p>A plugin that cannot be used is left out and told about by {@link #brokenPlugins}; of a built-in strategy and a
     * plugin's with one id the built-in one stays, and of two plugins that bring the same id neither is used.
     *
     * @param folders where plugins are; each must be there
     * @return the catalog
     * @throws IllegalStateException if two strategies on the path have the same kind and id, the message names both, or one
     *     cannot be loaded
     * @throws java.io.UncheckedIOException if a folder is not there or cannot be read
     */
    public static StrategyCatalog load(PluginFolder... folders) {
        return load(List.of(folders));
    }

    /**
     * Does the same for a list of folders.
     *
     * @param folders where plugins are; each must be there
     * @return the catalog
     * @throws IllegalStateException if two strategies on the path have the same kind and id, the message names both, or one
     *     cannot be loaded
     * @throws java.io.UncheckedIOException if a folder is not there or cannot be read
     */
    public static StrategyCatalog load(List<PluginFolder> folders) {
        Plugins plugins = Plugins.load(folders, services());
        StrategyCatalog catalog = new StrategyCatalog(new HashMap<>(), new ArrayList<>(plugins.broken()), plugins);
        try {
            catalog.addBuiltIn();
        } catch (ServiceConfigurationError e) {
            throw new IllegalStateException("a strategy on the path cannot be loaded: " + e.getMessage(), e);
        }
        catalog.addPlugins();
        return catalog;
    }

    /**
     * Returns a catalogue for looking at recipes without training them: a problem source whose files are missing becomes
     * {@link AbsentProblems} in place of a mistake.
     *
     * @return a catalogue of the same strategies
     */
    public StrategyCatalog withoutFiles() {
        StrategyCatalog catalog = new StrategyCatalog(pluginOf, brokenPlugins, plugins);
        catalog.strategies.putAll(strategies);
        catalog.runtimes.putAll(runtimes);
        Map<String, StrategyProvider<?, ?>> problems = new TreeMap<>();
        all(Kind.PROBLEMS)
                .forEach(provider ->
                        problems.put(provider.id(), AbsentProblems.insteadOf((ProblemSourceProvider<?>) provider)));
        catalog.strategies.put(Kind.PROBLEMS, problems);
        return catalog;
    }

    /** The types of providers that strategies are found by. */
    private static List<Class<?>> services() {
        return Stream.<Class<?>>concat(
                        Arrays.stream(Kind.values()).map(kind -> kind.service), Stream.of(PolicyRuntimeProvider.class))
                .toList();
    }

    private void addBuiltIn() {
        for (Kind kind : Kind.values()) {
            add(kind, ServiceLoader.load(kind.service));
        }
        for (PolicyRuntimeProvider<?> runtime : ServiceLoader.load(PolicyRuntimeProvider.class)) {
            refuseDuplicate(RUNTIME, runtime.id(), runtimes.put(runtime.id(), runtime), runtime);
        }
    }

    /** Adds plugins whose ids are nobody else's, each whole or not at all. */
    private void addPlugins() {
        Map<BrokenPlugin.Claim, List<Claimant>> claims = new LinkedHashMap<>();
        plugins.working()
                .forEach((plugin, found) -> found.forEach(strategy -> claims.computeIfAbsent(
                                new BrokenPlugin.Claim(strategy.service(), strategy.id()), claim -> new ArrayList<>())
                        .add(new Claimant(plugin, strategy))));
        Map<Plugin, String> refused = new LinkedHashMap<>();
        claims.forEach((claim, claimants) -> {
            Object builtIn = builtIn(claim);
            if (builtIn != null || claimants.size() > 1) {
                claimants.forEach(one -> refused.putIfAbsent(one.plugin(), duplicate(claim, one, builtIn, claimants)));
            }
        });
        plugins.working().forEach((plugin, found) -> {
            String reason = refused.get(plugin);
            if (reason == null) {
                found.forEach(strategy -> add(plugin, strategy));
            } else {
                brokenPlugins.add(new BrokenPlugin(
                        plugin.name(),
                        plugin.path(),
                        reason,
                        found.stream()
                                .map(strategy -> new BrokenPlugin.Claim(strategy.service(), strategy.id()))
                                .collect(Collectors.toSet())));
            }
        });
    }

    private record Claimant(Plugin plugin, FoundStrategy strategy) {}

    private @Nullable Object builtIn(BrokenPlugin.Claim claim) {
        return claim.service() == PolicyRuntimeProvider.class
                ? runtimes.get(claim.id())
                : strategies.getOrDefault(kind(claim.service()), Map.of()).get(claim.id());
    }

    private static String duplicate(
            BrokenPlugin.Claim claim, Claimant one, @Nullable Object builtIn, List<Claimant> claimants) {
        String title = claim.service() == PolicyRuntimeProvider.class
                ? RUNTIME
                : kind(claim.service()).title();
        if (builtIn != null) {
            return "its " + title + " \"" + claim.id() + "\" has the id of a built-in one, " + origin(builtIn);
        }
        return "its " + title + " \"" + claim.id() + "\" has the id of another plugin's: "
                + claimants.stream()
                        .map(Claimant::plugin)
                        .filter(plugin -> !plugin.equals(one.plugin()))
                        .map(plugin -> plugin.path().toString())
                        .distinct()
                        .collect(Collectors.joining(", "));
    }

    private void add(Plugin plugin, FoundStrategy strategy) {
        pluginOf.put(new BrokenPlugin.Claim(strategy.service(), strategy.id()), plugin);
        if (strategy.provider() instanceof PolicyRuntimeProvider<?> runtime) {
            runtimes.put(strategy.id(), runtime);
        } else if (strategy.provider() instanceof StrategyProvider<?, ?> provider) {
            strategies
                    .computeIfAbsent(kind(strategy.service()), kind -> new TreeMap<>())
                    .put(strategy.id(), provider);
        }
    }

    private static Kind kind(Class<?> service) {
        for (Kind kind : Kind.values()) {
            if (kind.service == service) {
                return kind;
            }
        }
        throw new IllegalArgumentException(service + " is no kind of strategy");
    }

    /**
     * Returns the plugin of which a strategy came.
     *
     * @param kind the kind
     * @param id its id
     * @return empty for built-in strategies and those on the program's own path
     */
    public Optional<Plugin> plugin(Kind kind, String id) {
        return Optional.ofNullable(pluginOf.get(new BrokenPlugin.Claim(kind.service, id)));
    }

    /**
     * Returns the plugin of which a runtime came.
     *
     * @param id its id
     * @return empty for built-in runtimes and those on the program's own path
     */
    public Optional<Plugin> runtimePlugin(String id) {
        return Optional.ofNullable(pluginOf.get(new BrokenPlugin.Claim(PolicyRuntimeProvider.class, id)));
    }

    /**
     * Returns the plugins whose strategies are in this catalogue.
     *
     * @return them, in the order of loading
     */
    public List<Plugin> plugins() {
        return plugins.working().keySet().stream()
                .filter(pluginOf::containsValue)
                .toList();
    }

    /**
     * Returns the plugins that were found and left out.
     *
     * @return them, each with its reason
     */
    public List<BrokenPlugin> brokenPlugins() {
        return List.copyOf(brokenPlugins);
    }

    /**
     * Finds the plugin in whose code something was thrown.
     *
     * @param thrown what was thrown
     * @return the plugin of the innermost frame that is one's, also of its causes; empty where none is
     */
    public Optional<Plugin> blamed(Throwable thrown) {
        return plugins.blamed(thrown);
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
        return find(strategies.getOrDefault(kind, Map.of()), kind.title(), kind.service, id);
    }

    /**
     * Finds a runtime.
     *
     * @param id its id
     * @return the provider
     * @throws IllegalArgumentException if there is none; the message lists what exists and the nearest
     */
    public PolicyRuntimeProvider<?> findRuntime(String id) {
        return find(runtimes, RUNTIME, PolicyRuntimeProvider.class, id);
    }

    private <T> T find(Map<String, T> byId, String title, Class<?> service, String id) {
        T provider = byId.get(id);
        if (provider != null) {
            return provider;
        }
        List<BrokenPlugin> claimants = brokenPlugins.stream()
                .filter(plugin -> plugin.strategies().contains(new BrokenPlugin.Claim(service, id)))
                .toList();
        if (!claimants.isEmpty()) {
            throw new IllegalArgumentException("there is no " + title + " \"" + id + "\": "
                    + claimants.stream().map(BrokenPlugin::explanation).collect(Collectors.joining("; ")));
        }
        // what a plugin would have brought is not known where it did not load
        String suspects = brokenPlugins.stream()
                .filter(plugin -> plugin.strategies().isEmpty())
                .map(plugin -> "; " + plugin.explanation())
                .collect(Collectors.joining());
        throw new IllegalArgumentException(NearestName.unknown(title, id, byId.keySet()) + suspects);
    }
}
