package org.rlvr4j.api.learning;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
     * Returns the engine that gives the rollouts to train on.
     *
     * @return the same engine at each call; by default {@link #rolloutEngine()}
     * @throws java.io.UncheckedIOException if they come from elsewhere, and that cannot be used
     */
    default RolloutEngine trainingRollouts() {
        return rolloutEngine();
    }

    /**
     * Returns what a person should know and has not been told yet.
     *
     * @return single lines, each given once; by default none
     */
    default List<String> notices() {
        return List.of();
    }

    /**
     * Offers a folder for logs of training's rollouts to those who sample them.
     *
     * @param folder an absolute path, which may not exist yet
     * @param every steps between logs; at least 1
     * @return whether they write there; if not, which is the default, the caller does
     */
    default boolean logRollouts(Path folder, int every) {
        return false;
    }

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
     * Restores of what {@link #saveState} wrote the policy and its version; the optimiser starts anew.
     *
     * @param folder the folder
     * @throws IOException if a file is missing, damaged, or of another shape; the message names it
     * @throws UnsupportedOperationException if this runtime cannot
     */
    default void restorePolicy(Path folder) throws IOException {
        throw new UnsupportedOperationException(
                getClass().getName() + " cannot take a policy without the optimiser's moments from " + folder);
    }

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
     * Encodes a text by itself, without a chat template, for scoring.
     *
     * @param text the text
     * @return token ids, with what the tokenizer puts around every text, such as a start token
     * @throws IllegalArgumentException if it holds a character or token that the policy does not know
     */
    int[] encodeText(String text);

    /**
     * Decodes tokens; special tokens, and ids that have no text, become nothing.
     *
     * @param tokens token ids
     * @return the text; U+FFFD stands for bytes that are no whole character
     */
    String decode(int[] tokens);

    /**
     * Names tokens one by one, as the tokenizer's vocabulary writes them.
     *
     * @param tokens token ids; shape [T]
     * @return such as {@code Ġthe} or {@code <|endoftext|>}, empty for an id that the vocabulary lacks; shape [T]
     */
    List<String> tokenPieces(int[] tokens);

    /**
     * Scores sequences under the current policy as it is: temperature 1, nothing cut off.
     *
     * @param sequences token ids; shape [D][T], T ≥ 1 may differ
     * @return natural log-probability of each token after the first given those before it; shape [D][T − 1]
     * @throws IllegalArgumentException if a sequence is empty, longer than the context, or has an unknown token; the
     *     message gives its index
     */
    List<float[]> score(List<int[]> sequences);

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

    /**
     * Says what computes, wherever and on however many threads it does: policies of one engine, given the same weights and
     * seeds, differ at most by the order in which numbers are added.
     *
     * @return engine, version, device; by default the description
     */
    default String engine() {
        return description();
    }

    /** Frees memory and devices. */
    @Override
    void close();
}
