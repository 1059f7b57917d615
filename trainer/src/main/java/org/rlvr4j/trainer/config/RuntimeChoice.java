package org.rlvr4j.trainer.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.rlvr4j.api.learning.ModelShape;
import org.rlvr4j.api.learning.PolicyPlan;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.api.spi.PolicyRuntimeProvider;
import org.rlvr4j.api.spi.PortableRecipe;

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
