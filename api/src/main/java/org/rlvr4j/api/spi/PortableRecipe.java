package org.rlvr4j.api.spi;

import java.util.List;
import java.util.Objects;

/**
 * A run's recipe with what another process needs to make its strategies again.
 *
 * @param resolvedText the recipe with every default filled in, as HOCON
 * @param plugins of which some of its strategies came
 */
public record PortableRecipe(String resolvedText, List<PluginCode> plugins) {

    /** Copies. */
    public PortableRecipe {
        Objects.requireNonNull(resolvedText, "resolvedText");
        plugins = List.copyOf(plugins);
    }
}
