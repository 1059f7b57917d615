package org.rlvr4j.api.spi;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where the code of a plugin is, for runtimes that load it in other processes too.
 *
 * @param path its jar, or the folder of its jars
 * @param sha256 of the jar; of a folder, of the names and hashes of its jars; 64 hexadecimal digits
 * @param loader the class loader of its classes in this process
 */
public record PluginCode(Path path, String sha256, ClassLoader loader) {

    /** Checks for null. */
    public PluginCode {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(loader, "loader");
    }
}
