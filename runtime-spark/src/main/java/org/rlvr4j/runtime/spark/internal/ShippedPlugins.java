package org.rlvr4j.runtime.spark.internal;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rlvr4j.api.spi.PluginCode;

/**
 * The plugins of a recipe as they are sent to executors, which need not have them.
 *
 * @param plugins each whole
 */
record ShippedPlugins(List<Shipped> plugins) implements Serializable {

    /**
     * A plugin.
     *
     * @param name of its jar or folder
     * @param sha256 of the jar or the folder, as the driver loaded it
     * @param isFolder whether its jars lie in a folder
     * @param jars its files
     */
    record Shipped(String name, String sha256, boolean isFolder, List<Jar> jars) implements Serializable {}

    /**
     * A file.
     *
     * @param name its name
     * @param content its bytes
     */
    record Jar(String name, byte[] content) implements Serializable {}

    /** Reads the plugins of this process. */
    static ShippedPlugins of(List<PluginCode> plugins) throws IOException {
        List<Shipped> shipped = new ArrayList<>();
        for (PluginCode plugin : plugins) {
            List<Jar> jars = new ArrayList<>();
            for (Path jar : plugin.jars()) {
                jars.add(new Jar(name(jar), Files.readAllBytes(jar)));
            }
            shipped.add(new Shipped(
                    name(plugin.path()), plugin.sha256(), Files.isDirectory(plugin.path()), new ArrayList<>(jars)));
        }
        return new ShippedPlugins(new ArrayList<>(shipped));
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    /** The hashes by which executors know this set of plugins. */
    List<String> hashes() {
        return plugins.stream().map(Shipped::sha256).toList();
    }
}
