package org.rlvr4j.api.spi;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Where the code of a plugin is, for runtimes that load it in other processes too.
 *
 * @param path its jar, or the folder of its jars
 * @param jars its files: the jar itself, or those of the folder in their order
 * @param sha256 of the jar; of a folder, of the names and hashes of its jars; 64 hexadecimal digits
 * @param loader the class loader of its classes in this process
 */
public record PluginCode(Path path, List<Path> jars, String sha256, ClassLoader loader) {

    /** Copies, and checks for null. */
    public PluginCode {
        Objects.requireNonNull(path, "path");
        jars = List.copyOf(jars);
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(loader, "loader");
    }
}
