package org.rlvr4j.trainer.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the options of a strategy that is used without a recipe, from assignments alone. */
public final class OptionAssignments {

    private OptionAssignments() {}

    /**
     * Binds assignments strictly to an options record; what is not assigned has its default.
     *
     * @param <O> the options record
     * @param assignments {@code key=value} in HOCON, the last of a key counts
     * @param type the options record
     * @return the options
     * @throws InvalidRecipeException with every mistake found
     */
    public static <O extends Record> O read(List<String> assignments, Class<O> type) {
        List<Mistake> mistakes = new ArrayList<>();
        Config assigned = assignments.isEmpty()
                ? ConfigFactory.empty(RecipeFile.OVERRIDE.strip())
                : RecipeFile.overrides(assignments, mistakes);
        try {
            assigned = assigned.resolve(ConfigResolveOptions.noSystem());
        } catch (ConfigException e) {
            mistakes.add(new Mistake("", "--set", "cannot be resolved: " + e.getMessage()));
        }
        Optional<O> options = mistakes.isEmpty()
                ? new OptionsBinder(mistakes, "").bind(assigned.root(), "", type, Set.of())
                : Optional.empty();
        return options.orElseThrow(() -> new InvalidRecipeException(mistakes));
    }
}
