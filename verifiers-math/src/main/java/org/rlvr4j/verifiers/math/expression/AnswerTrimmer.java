package org.rlvr4j.verifiers.math.expression;

/** Takes off what is wrapped around an answer: delimiters of mathematics, Markdown, {@code \boxed}, words like "about". */
final class AnswerTrimmer {

    private static final String[][] WRAPPINGS = {
        {"$$", "$$"},
        {"\\boxed{", "}"},
        {"\\(", "\\)"},
        {"\\[", "\\]"},
        {"**", "**"},
        {"__", "__"},
        {"```", "```"},
        {"`", "`"},
        {"*", "*"},
        {"\"", "\""}
    };

    private static final String[] PREFIXES = {
        "approximately",
        "about",
        "roughly",
        "approx.",
        "approx",
        "equals",
        "equal to",
        "exactly",
        "around",
        "the answer is",
        "answer:",
        "final answer:",
        "\\text{approximately }",
        "\\text{about }",
        "\\text{the answer is }",
        "\\text{the answer is: }",
        "\\approx"
    };

    private static final String BOXED = "\\boxed{";

    private static final int MAX_ROUNDS = 24;

    private AnswerTrimmer() {}

    static String trim(String folded) {
        String text = folded.strip();
        for (int round = 0; round < MAX_ROUNDS; round++) {
            String shorter = once(text).strip();
            if (shorter.length() == text.length()) {
                break;
            }
            text = shorter;
        }
        if (text.startsWith("<") && text.endsWith(">") && text.indexOf(',') > 0 && text.indexOf('<', 1) < 0) {
            return "\\langle " + text.substring(1, text.length() - 1) + "\\rangle ";
        }
        return withoutDollars(text);
    }

    private static String once(String text) {
        for (String[] wrapping : WRAPPINGS) {
            if (isWrapped(text, wrapping[0], wrapping[1])) {
                return text.substring(wrapping[0].length(), text.length() - wrapping[1].length());
            }
        }
        if (text.length() > 2
                && text.startsWith("$")
                && text.endsWith("$")
                && text.indexOf('$', 1) == text.length() - 1
                && !text.endsWith("\\$")) {
            return text.substring(1, text.length() - 1);
        }
        if (isBoxed(text)) {
            return text.substring(BOXED.length(), text.length() - 1);
        }
        int length = text.length();
        if (length > 1
                && (text.charAt(length - 1) == '.' || text.charAt(length - 1) == ',')
                && !text.endsWith("..")
                && !isRightNothing(text)) {
            return text.substring(0, length - 1);
        }
        return withoutPrefix(text);
    }

    /** Tells whether the brace that a box opens is the last character. */
    private static boolean isBoxed(String text) {
        if (!text.startsWith(BOXED) || !text.endsWith("}")) {
            return false;
        }
        int depth = 0;
        for (int index = BOXED.length() - 1; index < text.length() - 1; index++) {
            char character = text.charAt(index);
            if (character == '\\') {
                index++;
            } else if (character == '{') {
                depth++;
            } else if (character == '}' && --depth == 0) {
                return false;
            }
        }
        return depth == 1;
    }

    /** The period of {@code \right.} closes a brace. */
    private static boolean isRightNothing(String text) {
        return text.endsWith("\\right.") || text.endsWith("\\right .");
    }

    private static boolean isWrapped(String text, String open, String close) {
        if (text.length() <= open.length() + close.length() || !text.startsWith(open) || !text.endsWith(close)) {
            return false;
        }
        int end = text.length() - close.length();
        boolean escaped = close.charAt(0) != '\\' && text.charAt(end - 1) == '\\';
        return !escaped
                && text.indexOf(close, open.length()) == end
                && (open.equals(close) || text.indexOf(open, open.length()) < 0);
    }

    private static String withoutPrefix(String text) {
        for (String prefix : PREFIXES) {
            if (text.length() > prefix.length()
                    && text.regionMatches(true, 0, prefix, 0, prefix.length())
                    && !Character.isLetter(text.charAt(prefix.length()))) {
                return text.substring(prefix.length());
            }
        }
        return text;
    }

    /**
     * Drops dollars that delimit mathematics inside the text. Where each is followed by a digit and the last does not end the
     * text, they are amounts of money instead.
     */
    private static String withoutDollars(String text) {
        int count = 0;
        boolean money = !text.endsWith("$");
        for (int index = 0; index < text.length(); index++) {
            if (isDollar(text, index)) {
                count++;
                money &= isAmount(text, index + 1);
            }
        }
        if (count == 0 || money) {
            return text;
        }
        if (count == 1) {
            return text.endsWith("$") ? text.substring(0, text.length() - 1) : text;
        }
        StringBuilder without = new StringBuilder(text.length());
        for (int index = 0; index < text.length(); index++) {
            without.append(isDollar(text, index) ? ' ' : text.charAt(index));
        }
        return without.toString();
    }

    private static boolean isDollar(String text, int index) {
        return text.charAt(index) == '$' && (index == 0 || text.charAt(index - 1) != '\\');
    }

    private static boolean isAmount(String text, int start) {
        int index = start;
        while (index < text.length() && text.charAt(index) == ' ') {
            index++;
        }
        return index < text.length() && (Character.isDigit(text.charAt(index)) || text.charAt(index) == '.');
    }
}
