package org.rlvr4j.api;

import java.io.Serializable;
import java.util.Map;
import java.util.Objects;

/**
 * One verifiable task.
 *
 * @param id identifier, unique within its source and stable between runs; never blank
 * @param prompt the text that the model sees
 * @param reference what the verifier compares with: a gold answer, a test program, or the numbers and the target of a
 *     generated puzzle; its format belongs to the verifier, and the model never sees it
 * @param metadata facts for reports (difficulty, subject); insertion order is not kept
 */
public record Problem(String id, String prompt, String reference, Map<String, String> metadata)
        implements Serializable {

    /** Metadata: the name of the source of which the problem came, where there are several. */
    public static final String SOURCE = "source";

    /**
     * Metadata: the weight of the problem's {@link #SOURCE}, a number above 0 and the same for all problems of one source.
     * Draws are shared out among sources in proportion to their weights.
     */
    public static final String WEIGHT = "weight";

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if {@code id} is blank
     */
    public Problem {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a problem's id must not be blank");
        }
        Objects.requireNonNull(prompt, "prompt");
        Objects.requireNonNull(reference, "reference");
        metadata = Map.copyOf(metadata);
    }

    /**
     * Creates a problem without metadata.
     *
     * @param id unique identifier
     * @param prompt the text that the model sees
     * @param reference what the verifier compares with
     */
    public Problem(String id, String prompt, String reference) {
        this(id, prompt, reference, Map.of());
    }
}
