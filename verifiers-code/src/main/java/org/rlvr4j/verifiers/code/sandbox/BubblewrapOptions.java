package org.rlvr4j.verifiers.code.sandbox;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How the {@link BubblewrapIsolation} is set up.
 *
 * @param readOnly folders and files beside the system's that programs see, at the same path; those that do not exist are left
 *     out
 * @param controlGroups whether control groups are used where the machine lets us
 */
public record BubblewrapOptions(Set<Path> readOnly, boolean controlGroups) {

    /** Checks that every path is absolute. */
    public BubblewrapOptions {
        readOnly = new LinkedHashSet<>(readOnly);
        for (Path path : readOnly) {
            if (!path.isAbsolute()) {
                throw new IllegalArgumentException("not an absolute path: " + path);
            }
        }
        readOnly = Collections.unmodifiableSet(readOnly);
    }

    /**
     * Returns the usual set-up: nothing but the system's folders, control groups where they can be had.
     *
     * @return the options
     */
    public static BubblewrapOptions defaults() {
        return new BubblewrapOptions(Set.of(), true);
    }

    /**
     * Adds to what programs see.
     *
     * @param paths absolute paths, as a language's toolchain needs them
     * @return other options
     */
    public BubblewrapOptions withReadOnly(List<Path> paths) {
        Set<Path> all = new LinkedHashSet<>(readOnly);
        all.addAll(paths);
        return new BubblewrapOptions(all, controlGroups);
    }
}
