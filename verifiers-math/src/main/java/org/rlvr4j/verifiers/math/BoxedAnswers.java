package org.rlvr4j.verifiers.math;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The boxed expressions of a text, found in one pass. A box in a box belongs to the outer one; an empty box is none, for it
 * only repeats the instruction to use one.
 */
final class BoxedAnswers {

    private static final List<String> COMMANDS = List.of("boxed", "fbox", "framebox");
    private static final int MAX_JOINER = 60;
    private static final int MAX_JOINED = 1_000;

    /** Where a box ends whose brace is missing. */
    private static final int UNCLOSED = Integer.MAX_VALUE;

    /** More boxes than these are not looked at where any of them counts: the last ones are. */
    private static final int MAX_ALTERNATIVES = 100;

    private final String text;
    private final List<Box> boxes = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private int depth;

    /**
     * A box.
     *
     * @param start where its command begins
     * @param contentStart where its content begins
     * @param contentEnd where its content ends
     * @param end behind it
     */
    private record Box(int start, int contentStart, int contentEnd, int end) {}

    /** A box that is not closed yet: where its command and its content begin, and how many braces were open. */
    private record Open(int start, int content, int depth) {}

    private BoxedAnswers(String text) {
        this.text = text;
    }

    static BoxedAnswers of(String text) {
        BoxedAnswers found = new BoxedAnswers(text);
        if (text.indexOf("box") >= 0) {
            found.scan();
        }
        return found;
    }

    /** The last box with those joined to it. */
    Optional<String> last() {
        if (boxes.isEmpty()) {
            return Optional.empty();
        }
        int first = boxes.size() - 1;
        boolean isChoice = false;
        while (first > 0 && boxes.size() - first < MAX_JOINED) {
            Optional<String> joiner = joiner(boxes.get(first - 1), boxes.get(first));
            if (joiner.isEmpty()) {
                break;
            }
            isChoice |= joiner.get().equals("or");
            first--;
        }
        List<String> contents =
                boxes.subList(first, boxes.size()).stream().map(this::content).toList();
        // of inequalities "or" makes a union, of values a list
        boolean isUnion = isChoice && contents.stream().anyMatch(BoxedAnswers::isInequality);
        return Optional.of(String.join(isUnion ? " or " : ", ", contents));
    }

    private static boolean isInequality(String content) {
        return content.contains("<")
                || content.contains(">")
                || content.contains("\\l")
                || content.contains("\\g")
                || content.contains("≤")
                || content.contains("≥");
    }

    /** Every box, the last first. */
    List<String> all() {
        List<String> contents = new ArrayList<>();
        for (int i = boxes.size() - 1; i >= 0 && contents.size() < MAX_ALTERNATIVES; i--) {
            contents.add(content(boxes.get(i)));
        }
        return contents;
    }

    /** Cut out only here: boxes in boxes in boxes would otherwise be copied again and again. */
    private String content(Box box) {
        String written = text.substring(box.contentStart(), box.contentEnd());
        return Wording.trimmed(box.end() == UNCLOSED ? completed(written) : written);
    }

    /** What joins two boxes: {@code ,}, {@code and} or {@code or} with nothing else but spaces and delimiters of formulas. */
    private Optional<String> joiner(Box left, Box right) {
        if (right.start() - left.end() > MAX_JOINER) {
            return Optional.empty();
        }
        String between = text.substring(left.end(), right.start())
                .replace("\\text", "")
                .replace("\\quad", "")
                .replace("\\(", "")
                .replace("\\)", "")
                .replaceAll("[\\s${}*~]", "");
        return switch (between) {
            case "", ",", "and", ",and", "\\," ->
                between.isEmpty() && text.substring(left.end(), right.start()).length() > 0
                        ? Optional.empty()
                        : Optional.of(",");
            case "or", ",or" -> Optional.of("or");
            default -> Optional.empty();
        };
    }

    private void scan() {
        int i = 0;
        while (i < text.length()) {
            i = switch (text.charAt(i)) {
                case '\\' -> command(i);
                case '{' -> {
                    depth++;
                    yield i + 1;
                }
                case '}' -> closeBrace(i);
                default -> i + 1;
            };
        }
        if (!open.isEmpty()) {
            unclosed(open.getLast());
        }
    }

    private int command(int backslash) {
        for (String command : COMMANDS) {
            int after = backslash + 1 + command.length();
            if (text.startsWith(command, backslash + 1) && (after == text.length() || !isLetter(text.charAt(after)))) {
                return box(backslash, after);
            }
        }
        // what follows a backslash is never a brace of its own; a doubled one before a command comes from doubled
        // escaping
        return text.startsWith("\\boxed", backslash + 1) ? backslash + 1 : backslash + 2;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private int box(int start, int afterCommand) {
        int i = skipSpaces(afterCommand);
        if (i < text.length() && text.charAt(i) == '[') {
            int close = text.indexOf(']', i);
            if (close > 0 && close - i < MAX_JOINER) {
                i = skipSpaces(close + 1);
            }
        }
        if (i < text.length() && text.charAt(i) == '{') {
            open.addLast(new Open(start, i + 1, depth));
            depth++;
            return i + 1;
        }
        int end = endOfToken(i);
        add(start, i, end, end);
        return Math.max(end, afterCommand);
    }

    private int skipSpaces(int from) {
        int i = from;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }

    /** Behind what {@code \boxed} without braces is meant to hold: up to a space or the end of the formula. */
    private int endOfToken(int from) {
        int braces = 0;
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '$' || c == '\n' || (braces == 0 && (Character.isWhitespace(c) || c == '}'))) {
                break;
            }
            if (c == '\\' && i + 1 < text.length()) {
                if (text.startsWith("\\)", i) || text.startsWith("\\]", i) || text.startsWith("\\boxed", i)) {
                    break;
                }
                i++;
            } else if (c == '{') {
                braces++;
            } else if (c == '}') {
                braces--;
            }
            i++;
        }
        return Math.min(i, text.length());
    }

    private int closeBrace(int i) {
        depth = Math.max(0, depth - 1);
        if (!open.isEmpty() && open.getLast().depth() >= depth) {
            Open closed = open.removeLast();
            while (!boxes.isEmpty() && boxes.get(boxes.size() - 1).start() > closed.start()) {
                boxes.remove(boxes.size() - 1);
            }
            add(closed.start(), closed.content(), i, i + 1);
        }
        return i + 1;
    }

    private void add(int start, int contentStart, int contentEnd, int end) {
        int first = contentStart;
        while (first < contentEnd && Character.isWhitespace(text.charAt(first))) {
            first++;
        }
        if (first < contentEnd) {
            boxes.add(new Box(start, contentStart, contentEnd, end));
        }
    }

    /** A box whose brace is missing ends with its line or its formula; it counts if no other box comes after it. */
    private void unclosed(Open last) {
        if (!boxes.isEmpty() && boxes.get(boxes.size() - 1).start() > last.start()) {
            return;
        }
        int end = last.content();
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '$') {
            end++;
        }
        add(last.start(), last.content(), end, UNCLOSED);
    }

    private static String completed(String content) {
        int missing = 0;
        for (int i = 0; i < content.length(); i++) {
            switch (content.charAt(i)) {
                case '\\' -> i++;
                case '{' -> missing++;
                case '}' -> missing--;
                default -> {}
            }
        }
        return content + "}".repeat(Math.max(0, missing));
    }
}
