package org.rlvr4j.cli;

import java.io.File;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.rlvr4j.trainer.config.StrategyCatalog;
import org.rlvr4j.trainer.plugin.PluginFolder;

/** What the command was installed with: its files, where the launcher says, and its strategies, plugins among them. */
final class Installation {

    /** Names further folders of plugins, separated as paths are. */
    static final String PLUGINS_VARIABLE = "RLVR4J_PLUGINS";

    /** The option of all commands that names one. */
    static final String PLUGINS_OPTION = "--plugins";

    private static final Map<List<PluginFolder>, StrategyCatalog> LOADED = new ConcurrentHashMap<>();

    private static volatile List<Path> named = List.of();

    private Installation() {}

    static Path file(String relative) {
        return Path.of(System.getProperty("rlvr4j.home", ".")).resolve(relative);
    }

    /** Takes the folders that the command line names, in place of those of an earlier command of this process. */
    static void usePlugins(List<Path> folders) {
        named = List.copyOf(folders);
    }

    /** The folders that the command line names, for the commands that this one starts. */
    static List<Path> namedPlugins() {
        return named;
    }

    /** Where plugins are looked for: beside the installation, where the environment says, where the command line says. */
    static List<PluginFolder> pluginFolders() {
        List<Path> folders = new ArrayList<>();
        Path beside = file("plugins");
        if (System.getProperty("rlvr4j.home") != null && Files.isDirectory(beside)) {
            folders.add(beside);
        }
        String variable = System.getenv(PLUGINS_VARIABLE);
        if (variable != null) {
            Stream.of(variable.split(File.pathSeparator))
                    .filter(folder -> !folder.isBlank())
                    .forEach(folder -> folders.add(existing(Path.of(folder), PLUGINS_VARIABLE)));
        }
        named.forEach(folder -> folders.add(existing(folder, PLUGINS_OPTION)));
        Set<PluginFolder> distinct = new LinkedHashSet<>();
        folders.forEach(folder -> distinct.add(new PluginFolder(folder)));
        return List.copyOf(distinct);
    }

    private static Path existing(Path folder, String source) {
        if (!Files.exists(folder)) {
            throw new BadInputException(
                    source + " names " + folder + ", and there is no such folder of plugins, nor a jar");
        }
        return folder;
    }

    /**
     * Finds every strategy, once for the same folders. A plugin that cannot be used stops only what uses it; two strategies
     * of one id on the program's own path stop everything.
     */
    static StrategyCatalog strategies() {
        try {
            return LOADED.computeIfAbsent(pluginFolders(), StrategyCatalog::load);
        } catch (IllegalStateException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw new BadInputException("a folder of plugins cannot be read: "
                    + (e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
        }
    }

    /** Forgets the strategies that were loaded, for a process that runs several commands. */
    static void reset() {
        named = List.of();
        LOADED.clear();
    }
}
