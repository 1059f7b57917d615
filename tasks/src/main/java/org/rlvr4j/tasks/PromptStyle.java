package org.rlvr4j.tasks;

import org.rlvr4j.api.Problem;

/**
 * How a puzzle is put to the model, and where in a response its answer stands.
 *
 * <p>The style is part of a problem's {@link Problem#reference() reference}, so that source and verifier never disagree:
 * {@code "47+38"} asks for the whole response, {@code "boxed 47+38"} for the last box in it.
 */
public enum PromptStyle {
    /** A few characters, for character tokenizers; the whole response is the answer. */
    COMPACT(""),
    /** Instructions in English, for language models; the answer is the content of the response's last {@code \boxed{…}}. */
    SENTENCE("boxed ");

    private final String mark;

    PromptStyle(String mark) {
        this.mark = mark;
    }

    /**
     * Writes a problem's reference.
     *
     * @param puzzle what {@link Puzzle#format()} gave
     * @return the reference
     */
    public String reference(String puzzle) {
        return mark + puzzle;
    }

    /**
     * Reads the style of a reference.
     *
     * @param reference any string
     * @return {@code SENTENCE} where it begins with {@code "boxed "}
     */
    public static PromptStyle of(String reference) {
        return reference.startsWith(SENTENCE.mark) ? SENTENCE : COMPACT;
    }

    /**
     * Takes the style off a reference.
     *
     * @param reference a reference of this style
     * @return the puzzle's text
     */
    String puzzleOf(String reference) {
        return reference.substring(mark.length());
    }

    /**
     * Writes a response that gives an answer.
     *
     * @param answer the answer
     * @return the answer itself, or {@code \boxed{answer}}
     */
    public String response(String answer) {
        return this == SENTENCE ? "\\boxed{" + answer + "}" : answer;
    }
}
