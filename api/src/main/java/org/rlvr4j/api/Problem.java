package org.rlvr4j.api;

import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One verifiable task.
 *
 * <p>Immutable. No record, since its reference may be read only when it is asked for: tests of programs can be larger than a
 * memory. Equal to another with the same id, prompt, {@link ReferenceText} and metadata.
 */
public final class Problem implements Serializable {

    /** Metadata: the name of the source of which the problem came, where there are several. */
    public static final String SOURCE = "source";

    /**
     * Metadata: the weight of the problem's {@link #SOURCE}, a number above 0 and the same for all problems of one source.
     * Draws are shared out among sources in proportion to their weights.
     */
    public static final String WEIGHT = "weight";

    private static final long serialVersionUID = 1;

    private final String id;
    private final String prompt;
    private final ReferenceText reference;

    @SuppressWarnings("serial") // Map.copyOf is serialisable
    private final Map<String, String> metadata;

    /**
     * Creates a problem whose reference may be stored elsewhere.
     *
     * @param id identifier, unique within its source and stable between runs; never blank
     * @param prompt the text that the model sees
     * @param reference what the verifier compares with
     * @param metadata facts for reports (difficulty, subject); insertion order is not kept
     * @throws IllegalArgumentException if {@code id} is blank
     */
    public Problem(String id, String prompt, ReferenceText reference, Map<String, String> metadata) {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a problem's id must not be blank");
        }
        this.id = id;
        this.prompt = Objects.requireNonNull(prompt, "prompt");
        this.reference = Objects.requireNonNull(reference, "reference");
        this.metadata = Map.copyOf(metadata);
    }

    /**
     * Creates a problem with its reference in memory.
     *
     * @param id identifier, unique within its source and stable between runs; never blank
     * @param prompt the text that the model sees
     * @param reference what the verifier compares with: a gold answer, a test program, or the numbers and the target of a
     *     generated puzzle; its format belongs to the verifier, and the model never sees it
     * @param metadata facts for reports (difficulty, subject); insertion order is not kept
     * @throws IllegalArgumentException if {@code id} is blank
     */
    public Problem(String id, String prompt, String reference, Map<String, String> metadata) {
        this(id, prompt, ReferenceText.of(reference), metadata);
    }

    /**
     * Creates a problem without metadata.
     *
     * @param id identifier, unique within its source and stable between runs; never blank
     * @param prompt the text that the model sees
     * @param reference what the verifier compares with
     * @throws IllegalArgumentException if {@code id} is blank
     */
    public Problem(String id, String prompt, String reference) {
        this(id, prompt, reference, Map.of());
    }

    /**
     * Returns the identifier.
     *
     * @return unique within its source and stable between runs; not blank
     */
    public String id() {
        return id;
    }

    /**
     * Returns the prompt.
     *
     * @return the text that the model sees
     */
    public String prompt() {
        return prompt;
    }

    /**
     * Returns what the verifier compares with, and reads it where it is stored elsewhere.
     *
     * @return its format belongs to the verifier; the model never sees it
     * @throws UncheckedIOException if it cannot be read here
     */
    public String reference() {
        return reference.read();
    }

    /**
     * Returns the facts for reports.
     *
     * @return by name, in no order
     */
    public Map<String, String> metadata() {
        return metadata;
    }

    /**
     * Returns this problem with its reference in memory, for those who ask for it several times.
     *
     * @return this one if it is there already
     * @throws UncheckedIOException if the reference cannot be read here
     */
    public Problem inMemory() {
        return reference instanceof TextInMemory ? this : new Problem(id, prompt, reference.read(), metadata);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Problem that
                && id.equals(that.id)
                && prompt.equals(that.prompt)
                && reference.equals(that.reference)
                && metadata.equals(that.metadata);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, prompt);
    }

    @Override
    public String toString() {
        return "Problem[id=" + id + ", prompt=" + prompt + ", reference=" + reference + ", metadata=" + metadata + "]";
    }
}
