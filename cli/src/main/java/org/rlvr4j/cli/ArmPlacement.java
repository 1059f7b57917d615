package org.rlvr4j.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.rlvr4j.api.spi.RunPlacement;
import org.rlvr4j.api.spi.RunPlacementProvider;
import org.rlvr4j.trainer.config.RuntimeChoice;

/**
 * Whole arms on the machines of a recipe's runtime.
 *
 * @param provider of the runtime
 * @param options of the runtime
 * @param <O> the type of its options
 */
record ArmPlacement<O extends Record>(RunPlacementProvider<O> provider, O options) {

    /**
     * Takes the machines of a runtime.
     *
     * @throws BadInputException if it has none
     */
    static <O extends Record> ArmPlacement<O> of(RuntimeChoice<O> runtime) {
        RunPlacementProvider<O> provider = runtime.placement()
                .orElseThrow(() ->
                        new BadInputException("--whole-arms needs a runtime of several machines, and the recipe's is "
                                + runtime.provider().id() + ": set runtime.id=spark and runtime.master"));
        return new ArmPlacement<>(provider, runtime.options());
    }

    /** What is changed in the recipe of each arm: as the user says, but for the runtime, which is one process. */
    List<String> overrides(List<String> overrides) {
        List<String> changed = new ArrayList<>();
        overrides.stream()
                .filter(override -> !override.strip().matches("(?s)runtime\\s*[.={:+].*"))
                .forEach(changed::add);
        SortedMap<String, String> runtime = provider.inOneProcess(options);
        runtime.forEach((key, value) -> changed.add("runtime." + key + "=" + value));
        return changed;
    }

    RunPlacement connect() throws IOException {
        return provider.connect(options);
    }
}
