package org.rlvr4j.verifiers.math;

import org.jspecify.annotations.Nullable;

/** A text with its lower case, which is made once, and only for the strategies that need it. */
final class ResponseText {

    private final String text;
    private @Nullable String lower;

    ResponseText(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** Lower case of ASCII letters alone, so that places stay where they are. */
    String lower() {
        String made = lower;
        if (made == null) {
            made = lowerCase(text);
            lower = made;
        }
        return made;
    }

    private static String lowerCase(String text) {
        char[] lower = text.toCharArray();
        for (int i = 0; i < lower.length; i++) {
            if (lower[i] >= 'A' && lower[i] <= 'Z') {
                lower[i] = (char) (lower[i] + 'a' - 'A');
            }
        }
        return new String(lower);
    }
}
