package org.rlvr4j.api.learning;

import java.io.IOException;
import java.nio.file.Path;
import org.rlvr4j.api.rollout.RolloutEngine;

/** A policy with what it takes to sample from it and to train it; one implementation per engine or cluster. */
public interface PolicyRuntime extends AutoCloseable {

    /**
     * Returns the engine that samples from the current policy.
     *
     * @return the same engine at each call
     */
    RolloutEngine rolloutEngine();

    /**
     * Returns the learner of the policy.
     *
     * @return the same learner at each call
     */
    PolicyLearner learner();

    /**
     * Writes the policy as a Hugging Face-style folder that other tools open.
     *
     * @param folder an existing, empty folder
     * @throws IOException if a file cannot be written
     */
    void savePolicy(Path folder) throws IOException;

    /**
     * Writes all that training needs to go on to the same bits: the policy, the optimiser's moments, the version.
     *
     * @param folder an existing, empty folder
     * @throws IOException if a file cannot be written
     */
    void saveState(Path folder) throws IOException;

    /**
     * Restores what {@link #saveState} wrote.
     *
     * @param folder the folder
     * @throws IOException if a file is missing, damaged, or of another shape; the message names it
     */
    void restoreState(Path folder) throws IOException;

    /**
     * Returns the longest sequence, prompt and response together.
     *
     * @return tokens
     */
    int contextLength();

    /**
     * Encodes a prompt as the policy sees it.
     *
     * @param prompt the text
     * @return token ids, a start token included where the policy has one
     * @throws IllegalArgumentException if it holds a character that the tokenizer does not know
     */
    int[] encodePrompt(String prompt);

    /**
     * Encodes a finished response.
     *
     * @param response the text
     * @return token ids, the stop token last
     * @throws IllegalArgumentException if it holds a character that the tokenizer does not know
     */
    int[] encodeResponse(String response);

    /**
     * Returns the number of trained weights.
     *
     * @return weights
     */
    long parameterCount();

    /**
     * Says in one line what runs where.
     *
     * @return engine, version, device, threads
     */
    String description();

    /** Frees memory and devices. */
    @Override
    void close();
}
