package org.rlvr4j.trainer.plugin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.regex.Pattern;
import org.rlvr4j.api.spi.ApiVersion;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.spi.PolicyRuntimeProvider;
import org.rlvr4j.api.spi.StrategyProvider;
import org.rlvr4j.api.verify.Excerpt;

/** Loads one plugin, or says why not. Whatever a plugin throws stays with it. */
final class PluginLoader {

    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int LONGEST_ID = 60;
    private static final int LONGEST_REASON = 400;

    /** What became of a plugin: exactly one of both is there. */
    record Result(List<LoadedPlugin> loaded, List<BrokenPlugin> broken) {}

    /** A plugin with its strategies, and the modules by which stack traces name it. */
    record LoadedPlugin(Plugin plugin, List<FoundStrategy> strategies, Set<String> modules) {}

    private final PluginFolder.Candidate candidate;
    private final List<Class<?>> services;
    private final List<FoundStrategy> found = new ArrayList<>();
    private final Set<BrokenPlugin.Claim> known = new LinkedHashSet<>();

    private PluginLoader(PluginFolder.Candidate candidate, List<Class<?>> services) {
        this.candidate = candidate;
        this.services = services;
    }

    static Result load(PluginFolder.Candidate candidate, List<Class<?>> services) {
        return new PluginLoader(candidate, services).load();
    }

    private Result load() {
        try {
            return new Result(List.of(loadOrThrow()), List.of());
        } catch (PluginException e) {
            return broken(String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException | ServiceConfigurationError | LinkageError | StackOverflowError e) {
            return broken(describe(e));
        }
    }

    private Result broken(String reason) {
        return new Result(
                List.of(), List.of(new BrokenPlugin(candidate.name(), candidate.path(), bounded(reason), known)));
    }

    private LoadedPlugin loadOrThrow() throws IOException, PluginException {
        String hash = PluginJars.sha256(candidate);
        PluginJars jars = PluginJars.read(candidate);
        jars.checkApi(ApiVersion.current());
        PluginSpace space = PluginSpace.open(candidate.name(), jars);
        for (Class<?> service : services) {
            for (Object provider : space.providers(service)) {
                add(service, provider);
            }
        }
        if (found.isEmpty()) {
            throw new PluginException("it registers no strategy, neither by provides in a module descriptor nor in"
                    + " META-INF/services");
        }
        return new LoadedPlugin(
                new Plugin(
                        candidate.name(),
                        candidate.path(),
                        candidate.jars(),
                        jars.version(),
                        hash,
                        space.mode(),
                        space.loader()),
                List.copyOf(found),
                space.moduleNames());
    }

    private void add(Class<?> service, Object provider) throws PluginException {
        String type = provider.getClass().getName();
        String id = provider instanceof PolicyRuntimeProvider<?> runtime
                ? runtime.id()
                : ((StrategyProvider<?, ?>) provider).id();
        if (id == null || id.length() > LONGEST_ID || !ID.matcher(id).matches()) {
            throw new PluginException("the id of " + type + " is " + (id == null ? "null" : Excerpt.of(id))
                    + "; an id has lower case letters, digits and hyphens, at most " + LONGEST_ID);
        }
        known.add(new BrokenPlugin.Claim(service, id));
        String description = provider instanceof PolicyRuntimeProvider<?> runtime
                ? runtime.description()
                : ((StrategyProvider<?, ?>) provider).description();
        Class<? extends Record> options = provider instanceof PolicyRuntimeProvider<?> runtime
                ? runtime.optionsType()
                : ((StrategyProvider<?, ?>) provider).optionsType();
        if (description == null || options == null) {
            throw new PluginException(type + " has no description or no options' type");
        }
        // reads every component, so that what it lacks shows now
        OptionSchema.of(options);
        found.add(new FoundStrategy(service, id, provider));
    }

    private static String describe(Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof ServiceConfigurationError && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof UnsupportedClassVersionError) {
            return "it is compiled for a newer Java than this one ("
                    + Runtime.version().feature() + "): " + cause.getMessage();
        }
        if (cause instanceof NoClassDefFoundError || cause instanceof ClassNotFoundException) {
            return "it misses the class " + String.valueOf(cause.getMessage()).replace('/', '.')
                    + "; a plugin that needs libraries is a folder with its jar and theirs";
        }
        if (cause instanceof ServiceConfigurationError) {
            return String.valueOf(cause.getMessage());
        }
        return cause.getClass().getName() + ": " + cause.getMessage();
    }

    private static String bounded(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + " …";
    }
}
