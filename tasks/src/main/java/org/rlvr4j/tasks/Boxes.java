package org.rlvr4j.tasks;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Finds the answer in a response that boxes it. */
final class Boxes {

    private static final String BOX = "\\boxed{";
    private static final String TEXT = "\\text{";
    private static final int PLAIN = -1;

    private Boxes() {}

    /**
     * Finds the content of the box that begins last, of those whose braces are closed; one pass.
     *
     * @param response any string
     * @return the content, without one {@code \text{…}} around it; empty where there is no complete box
     */
    static Optional<String> last(String response) {
        // where each open brace's box begins, PLAIN for other braces
        Deque<Integer> open = new ArrayDeque<>();
        int from = -1;
        int to = -1;
        int i = 0;
        while (i < response.length()) {
            if (response.startsWith(BOX, i)) {
                i += BOX.length();
                open.push(i);
                continue;
            }
            switch (response.charAt(i)) {
                case '\\' -> i++; // \{ and \} are no braces
                case '{' -> open.push(PLAIN);
                case '}' -> {
                    int begun = open.isEmpty() ? PLAIN : open.pop();
                    if (begun > from) {
                        from = begun;
                        to = i;
                    }
                }
                default -> {}
            }
            i++;
        }
        return from < 0
                ? Optional.empty()
                : Optional.of(withoutText(response.substring(from, to).strip()));
    }

    private static String withoutText(String content) {
        boolean wrapped = content.startsWith(TEXT) && content.indexOf('}') == content.length() - 1;
        return wrapped ? content.substring(TEXT.length(), content.length() - 1) : content;
    }
}
