package org.rlvr4j.trainer.plugin;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.rlvr4j.api.spi.PluginCode;

/**
 * A plugin that works. Its texts are its author's, and untrusted.
 *
 * @param name its file's or folder's name, without {@code .jar}
 * @param path its jar or folder
 * @param jars its files: the jar itself, or those of the folder in their order
 * @param version of its module descriptor or manifest; {@code unknown} where neither says one
 * @param sha256 of the jar; of a folder, of the names and hashes of its jars; 64 hexadecimal digits
 * @param mode how it was loaded
 * @param loader the class loader of its classes
 */
public record Plugin(
        String name, Path path, List<Path> jars, String version, String sha256, Mode mode, ClassLoader loader) {

    /** How a plugin is kept apart from others. */
    public enum Mode {
        /** A module layer of its own. */
        MODULE_PATH("module path"),
        /** A class loader of its own. */
        CLASS_PATH("class path");

        private final String title;

        Mode(String title) {
            this.title = title;
        }

        /**
         * Returns what it is called in messages.
         *
         * @return such as {@code module path}
         */
        public String title() {
            return title;
        }
    }

    /** Checks for null. */
    public Plugin {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(path, "path");
        jars = List.copyOf(jars);
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(loader, "loader");
    }

    /**
     * Returns where its code is.
     *
     * @return path, jars, hash and class loader
     */
    public PluginCode code() {
        return new PluginCode(path, jars, sha256, loader);
    }

    /**
     * Says what it is, for manifests: equal for the same bytes in the same place.
     *
     * @return path, version, hash
     */
    public String provenance() {
        return path + ", version " + version + ", sha256 " + sha256;
    }
}
