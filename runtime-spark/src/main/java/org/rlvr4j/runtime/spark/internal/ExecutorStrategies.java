package org.rlvr4j.runtime.spark.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.util.Utils$;
import org.rlvr4j.trainer.config.StrategyCatalog;
import org.rlvr4j.trainer.plugin.BrokenPlugin;
import org.rlvr4j.trainer.plugin.Plugin;
import org.rlvr4j.trainer.plugin.PluginFolder;

/** The strategies of an executor's process: those of its class path and of the plugins that came with a job. */
final class ExecutorStrategies {

    /** By the hashes of the plugins, so that runs of a process with the same plugins share their classes. */
    private static final Map<List<String>, ExecutorStrategies> LOADED = new HashMap<>();

    private final StrategyCatalog catalog;
    private final Map<String, ClassLoader> loaders;

    private ExecutorStrategies(StrategyCatalog catalog, Map<String, ClassLoader> loaders) {
        this.catalog = catalog;
        this.loaders = loaders;
    }

    /**
     * Loads the plugins of a job, once a process.
     *
     * @throws IllegalStateException if one did not arrive whole or does not work here; the message says why
     */
    static synchronized ExecutorStrategies of(ShippedPlugins plugins) {
        return LOADED.computeIfAbsent(plugins.hashes(), hashes -> load(plugins));
    }

    /** The strategies with a set of plugins that a task of this process has loaded before. */
    static synchronized ExecutorStrategies loaded(List<String> hashes) {
        ExecutorStrategies strategies = LOADED.get(hashes);
        if (strategies == null) {
            throw new IllegalStateException("no task has brought the plugins " + hashes);
        }
        return strategies;
    }

    private static ExecutorStrategies load(ShippedPlugins plugins) {
        StrategyCatalog catalog = StrategyCatalog.load(unpack(plugins));
        List<BrokenPlugin> broken = catalog.brokenPlugins();
        if (!broken.isEmpty()) {
            throw new IllegalStateException(
                    broken.stream().map(BrokenPlugin::explanation).collect(Collectors.joining("; ")));
        }
        Map<String, ClassLoader> loaders =
                catalog.plugins().stream().collect(Collectors.toMap(Plugin::sha256, Plugin::loader));
        for (ShippedPlugins.Shipped plugin : plugins.plugins()) {
            if (!loaders.containsKey(plugin.sha256())) {
                throw new IllegalStateException("the plugin " + plugin.name()
                        + " did not arrive as it was sent, or its files have changed since the run was started");
            }
        }
        return new ExecutorStrategies(catalog, loaders);
    }

    /** Writes each plugin into a folder of its own, for names may be the same; Spark deletes them with the process. */
    private static List<PluginFolder> unpack(ShippedPlugins plugins) {
        if (plugins.plugins().isEmpty()) {
            return List.of();
        }
        Path root = Utils$.MODULE$
                .createTempDir(System.getProperty("java.io.tmpdir"), "rlvr4j-plugins")
                .toPath();
        List<PluginFolder> folders = new ArrayList<>();
        try {
            for (ShippedPlugins.Shipped plugin : plugins.plugins()) {
                Path place = Files.createDirectory(root.resolve(Integer.toString(folders.size())));
                Path folder = plugin.isFolder() ? Files.createDirectory(place.resolve(plugin.name())) : place;
                for (ShippedPlugins.Jar jar : plugin.jars()) {
                    Files.write(folder.resolve(jar.name()), jar.content());
                }
                folders.add(new PluginFolder(place));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("plugins cannot be written to " + root + ": " + e, e);
        }
        return folders;
    }

    StrategyCatalog catalog() {
        return catalog;
    }

    /**
     * Finds the class loader of a plugin.
     *
     * @param sha256 its hash
     * @throws IllegalStateException if it is none of these
     */
    ClassLoader loader(String sha256) {
        ClassLoader loader = loaders.get(sha256);
        if (loader == null) {
            throw new IllegalStateException(
                    "a task has objects of a plugin that is not the recipe's, sha256 " + sha256);
        }
        return loader;
    }
}
