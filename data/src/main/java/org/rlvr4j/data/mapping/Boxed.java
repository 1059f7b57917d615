package org.rlvr4j.data.mapping;

import java.util.Optional;

/** Finds what the last {@code \boxed} of a solution holds. */
final class Boxed {

    private static final String[] COMMANDS = {"\\boxed", "\\fbox"};

    private Boxed() {}

    /** The last box with balanced braces, or {@code \boxed 5} without any up to the next dollar sign. */
    static Optional<String> last(String solution) {
        int start = -1;
        for (String command : COMMANDS) {
            int found = solution.lastIndexOf(command);
            if (found >= 0 && found + command.length() > start) {
                start = found + command.length();
            }
        }
        if (start < 0) {
            return Optional.empty();
        }
        while (start < solution.length() && solution.charAt(start) == ' ') {
            start++;
        }
        if (start == solution.length()) {
            return Optional.empty();
        }
        String content = solution.charAt(start) == '{' ? braced(solution, start) : bare(solution, start);
        return Optional.of(content.strip()).filter(text -> !text.isEmpty());
    }

    private static String braced(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return text.substring(open + 1, i);
            }
        }
        return "";
    }

    private static String bare(String text, int start) {
        int end = text.indexOf('$', start);
        return end < 0 ? "" : text.substring(start, end);
    }
}
