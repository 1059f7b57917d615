package org.rlvr4j.trainer.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import org.rlvr4j.api.learning.ModelShape;
import org.rlvr4j.api.learning.PolicyPlan;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.spi.PolicyRuntimeProvider;
import org.rlvr4j.api.spi.PortableRecipe;
import org.rlvr4j.api.spi.RunPlacementProvider;

/**
 * A runtime with its options.
 *
 * @param <O> the options record
 * @param provider the runtime
 * @param options its options
 */
public record RuntimeChoice<O extends Record>(PolicyRuntimeProvider<O> provider, O options) {

    /**
     * Opens a policy.
     *
     * @param spec which, and how it will be trained
     * @return the runtime, to be closed by the caller
     * @throws IOException if the model cannot be read
     */
    public PolicyRuntime open(PolicySpec spec) throws IOException {
        return provider.open(options, spec);
    }

    /**
     * Opens a policy for a recipe.
     *
     * @param spec which, and how it will be trained
     * @param recipe the recipe
     * @return the runtime, to be closed by the caller
     * @throws IOException if the model cannot be read
     */
    public PolicyRuntime open(PolicySpec spec, PortableRecipe recipe) throws IOException {
        return provider.open(options, spec, recipe);
    }

    /**
     * Opens a policy to look at it; no other machine is asked for anything.
     *
     * @param spec which, and how it would be trained
     * @return the runtime, to be closed by the caller
     * @throws IOException if the model cannot be read
     */
    public PolicyRuntime openHere(PolicySpec spec) throws IOException {
        return provider.openHere(options, spec);
    }

    /**
     * The provider as one whose machines run whole commands, too.
     *
     * @return the provider; empty where it is none
     */
    @SuppressWarnings("unchecked") // one provider has one type of options
    public Optional<RunPlacementProvider<O>> placement() {
        return provider instanceof RunPlacementProvider<?>
                ? Optional.of((RunPlacementProvider<O>) provider)
                : Optional.empty();
    }

    /**
     * Says which runtime computes the same in one process, wherever the machines of this one are.
     *
     * @return the values of the section {@code runtime} by key, as text, the id among them; of a runtime of one process its own
     */
    public SortedMap<String, String> inOneProcess() {
        return placement().map(machines -> machines.inOneProcess(options)).orElseGet(() -> {
            SortedMap<String, String> own =
                    OptionSchema.of(provider.optionsType()).texts(options);
            own.put("id", provider.id());
            return own;
        });
    }

    /**
     * Says how a policy would be held and trained, from its configuration alone.
     *
     * @param spec which, and how it will be trained
     * @return the plan; empty where the runtime cannot say
     * @throws IOException if the configuration cannot be read
     */
    public Optional<PolicyPlan> plan(PolicySpec spec) throws IOException {
        return provider.plan(options, spec);
    }

    /**
     * Writes a new policy with random weights.
     *
     * @param folder where to
     * @param shape the decoder's shape
     * @param alphabet the characters it knows
     * @param seed of the weights
     * @throws IOException if it cannot be written
     */
    public void initialise(Path folder, ModelShape shape, String alphabet, long seed) throws IOException {
        provider.initialise(options, folder, shape, alphabet, seed);
    }
}
