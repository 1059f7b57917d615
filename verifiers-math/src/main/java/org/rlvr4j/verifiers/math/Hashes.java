package org.rlvr4j.verifiers.math;

import java.util.Optional;

/** The answer after {@code ####}, as GSM8K writes it. */
final class Hashes {

    private static final String MARK = "####";

    private Hashes() {}

    /** What follows the last mark on its line; words alone count on the last line only, above it they are a heading. */
    static Optional<String> last(String text) {
        int mark = text.lastIndexOf(MARK);
        if (mark < 0) {
            return Optional.empty();
        }
        int lineEnd = text.indexOf('\n', mark);
        int end = lineEnd < 0 ? text.length() : lineEnd;
        String answer = Wording.trimmed(text.substring(mark + MARK.length(), end));
        boolean isAnswer = !answer.isEmpty()
                && !Wording.isProse(answer)
                && (Wording.isMathematics(answer) || text.substring(end).isBlank());
        return isAnswer ? Optional.of(answer) : Optional.empty();
    }
}
