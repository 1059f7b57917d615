package org.rlvr4j.verifiers.math;

/**
 * A response without its thinking.
 *
 * @param rest what follows the last {@code </think>}, or an unclosed {@code <think>}
 * @param isUnclosed whether thinking began after that and never ended
 */
record Thinking(String rest, boolean isUnclosed) {

    private static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";

    static Thinking of(String response) {
        int closed = response.lastIndexOf(CLOSE);
        String rest = closed < 0 ? response : response.substring(closed + CLOSE.length());
        int opened = rest.indexOf(OPEN);
        return opened < 0 ? new Thinking(rest, false) : new Thinking(rest.substring(opened + OPEN.length()), true);
    }
}
