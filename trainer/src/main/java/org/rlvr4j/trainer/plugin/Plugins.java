package org.rlvr4j.trainer.plugin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The plugins of some folders: those that work with their strategies, those that do not with the reason.
 *
 * <p>A plugin is taken whole or not at all.
 */
public final class Plugins {

    private final Map<Plugin, List<FoundStrategy>> working = new LinkedHashMap<>();
    private final List<BrokenPlugin> broken = new ArrayList<>();
    private final Map<String, Plugin> byModule = new LinkedHashMap<>();

    private Plugins() {}

    /**
     * Loads the plugins of some folders, in their order; one that is named twice is loaded once.
     *
     * @param folders the folders
     * @param services the types of providers that plugins are asked for, each once
     * @return the plugins
     * @throws java.io.UncheckedIOException if a folder is not there or cannot be read
     */
    public static Plugins load(List<PluginFolder> folders, List<Class<?>> services) {
        Set<PluginFolder.Candidate> candidates = new LinkedHashSet<>();
        folders.forEach(folder -> candidates.addAll(folder.candidates()));
        Plugins plugins = new Plugins();
        for (PluginFolder.Candidate candidate : candidates) {
            PluginLoader.Result result = PluginLoader.load(candidate, services);
            plugins.broken.addAll(result.broken());
            for (PluginLoader.LoadedPlugin one : result.loaded()) {
                plugins.working.put(one.plugin(), one.strategies());
                one.modules().forEach(module -> plugins.byModule.put(module, one.plugin()));
            }
        }
        return plugins;
    }

    /**
     * Returns the plugins that work.
     *
     * @return their strategies by plugin, in the order of loading
     */
    public Map<Plugin, List<FoundStrategy>> working() {
        return java.util.Collections.unmodifiableMap(working);
    }

    /**
     * Returns the plugins that do not.
     *
     * @return them in the order of loading
     */
    public List<BrokenPlugin> broken() {
        return List.copyOf(broken);
    }

    /**
     * Finds the plugin in whose code something was thrown.
     *
     * @param thrown what was thrown
     * @return the plugin of the innermost frame that is a plugin's, also of its causes; empty where none is
     */
    public Optional<Plugin> blamed(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            for (StackTraceElement frame : cause.getStackTrace()) {
                Optional<Plugin> plugin = of(frame);
                if (plugin.isPresent()) {
                    return plugin;
                }
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private Optional<Plugin> of(StackTraceElement frame) {
        Optional<Plugin> ofModule = Optional.ofNullable(frame.getModuleName()).map(byModule::get);
        return ofModule.or(() -> working.keySet().stream()
                .filter(plugin -> PluginClassLoader.nameOf(plugin.name()).equals(frame.getClassLoaderName()))
                .findFirst());
    }
}
