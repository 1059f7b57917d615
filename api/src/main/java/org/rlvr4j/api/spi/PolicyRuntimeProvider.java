package org.rlvr4j.api.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import org.rlvr4j.api.learning.ModelShape;
import org.rlvr4j.api.learning.PolicyPlan;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.PolicySpec;

/**
 * A factory of policy runtimes, found by {@link java.util.ServiceLoader}.
 *
 * @param <O> the options record
 */
public interface PolicyRuntimeProvider<O extends Record> {

    /**
     * Returns the stable id by which recipes name the runtime.
     *
     * @return such as {@code "djl"}
     */
    String id();

    /**
     * Says what the runtime is.
     *
     * @return one sentence
     */
    String description();

    /**
     * Returns the options' type, which is their schema.
     *
     * @return a public record in an exported package
     */
    Class<O> optionsType();

    /**
     * Opens a policy.
     *
     * @param options where and how to run
     * @param spec which policy, and how it will be trained
     * @return the runtime, to be closed by the caller
     * @throws IOException if the model is missing, damaged or of an unknown kind; the message names the file
     * @throws InvalidOptionException if the options ask for a device that is not there
     */
    PolicyRuntime open(O options, PolicySpec spec) throws IOException;

    /**
     * Opens a policy for a run. Runtimes that work in several processes make the recipe's verifier again in each, so that
     * rollouts are judged where they are sampled.
     *
     * @param options where and how to run
     * @param spec which policy, and how it will be trained
     * @param recipe the run's recipe
     * @return the runtime, to be closed by the caller; by default as without the recipe
     * @throws IOException if the model is missing, damaged or of an unknown kind; the message names the file
     * @throws InvalidOptionException if the options ask for a device that is not there
     */
    default PolicyRuntime open(O options, PolicySpec spec, PortableRecipe recipe) throws IOException {
        return open(options, spec);
    }

    /**
     * Opens a policy to look at it, such as to count the tokens of prompts: nothing is sampled or learned with it, and no
     * other machine is asked for anything.
     *
     * @param options where and how to run
     * @param spec which policy, and how it would be trained
     * @return the runtime, to be closed by the caller; by default as {@link #open(Record, PolicySpec)}, for runtimes that
     *     work in this process
     * @throws IOException if the model is missing, damaged or of an unknown kind; the message names the file
     * @throws InvalidOptionException if the options ask for a device that is not there
     */
    default PolicyRuntime openHere(O options, PolicySpec spec) throws IOException {
        return open(options, spec);
    }

    /**
     * Says how a policy would be held and trained, from its configuration alone: no weights are read and no engine starts.
     *
     * @param options where and how to run
     * @param spec which policy, and how it will be trained
     * @return the plan; by default empty, for runtimes that cannot say
     * @throws IOException if the configuration is missing, damaged or of an unknown kind; the message names the file
     */
    default Optional<PolicyPlan> plan(O options, PolicySpec spec) throws IOException {
        return Optional.empty();
    }

    /**
     * Writes a new policy with random weights and a character tokenizer.
     *
     * @param options where and how to run
     * @param folder where to write; created where missing, and must be empty
     * @param shape the decoder's shape
     * @param alphabet the characters it knows, each once
     * @param seed of the weights
     * @throws IOException if it cannot be written
     */
    void initialise(O options, Path folder, ModelShape shape, String alphabet, long seed) throws IOException;

    /**
     * Tells what this machine offers, for diagnosis.
     *
     * @param options where and how to run
     * @return facts by name: engine, version, devices, threads, natives
     */
    SortedMap<String, String> diagnose(O options);
}
