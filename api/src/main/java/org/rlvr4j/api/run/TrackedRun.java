package org.rlvr4j.api.run;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A run that is tracked.
 *
 * @param name the run's name
 * @param folder its folder, where a tracker may keep files of its own
 * @param parameters the resolved recipe, value by key
 * @param said receives a line for a person, where the tracker fails or works again; from any thread
 */
public record TrackedRun(String name, Path folder, Map<String, String> parameters, Consumer<String> said) {

    /** Copies. */
    public TrackedRun {
        parameters = Map.copyOf(parameters);
    }
}
