package org.rlvr4j.verifiers.math;

import java.util.Optional;

/** The last {@code <answer>…</answer>}; an unclosed one reaches to the end. */
final class AnswerTag {

    private static final String OPEN = "<answer>";
    private static final String CLOSE = "</answer>";

    private AnswerTag() {}

    static Optional<String> last(String text) {
        int open = text.lastIndexOf(OPEN);
        if (open < 0) {
            return Optional.empty();
        }
        int from = open + OPEN.length();
        int close = text.indexOf(CLOSE, from);
        return Optional.of(
                text.substring(from, close < 0 ? text.length() : close).strip());
    }
}
