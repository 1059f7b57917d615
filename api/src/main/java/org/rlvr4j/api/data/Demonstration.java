package org.rlvr4j.api.data;

import java.util.Objects;

/**
 * A prompt with a response to imitate, for supervised pre-training.
 *
 * @param prompt the text that the model sees
 * @param response the text it learns to give, without stop token; not empty
 */
public record Demonstration(String prompt, String response) {

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the response is empty
     */
    public Demonstration {
        Objects.requireNonNull(prompt, "prompt");
        if (response.isEmpty()) {
            throw new IllegalArgumentException("a demonstration's response must not be empty (prompt: " + prompt + ")");
        }
    }
}
