package org.rlvr4j.verifiers.math.expression;

import org.jspecify.annotations.Nullable;

/**
 * Finds the end of a number in a text and writes it canonically: {@code 12345}, {@code 3.20}, {@code 0.1(6)}, {@code 3.2e-4}.
 *
 * <p>Digits are grouped by commas, apostrophes or spaces only where each group after the first has exactly three digits.
 * {@code 1,23} is two numbers, and so is {@code 1,234} inside brackets. Points group only where there are two of them or
 * more. Digits before an ellipsis repeat if they are seen to: one digit three times, or a block of two or more twice;
 * otherwise the ellipsis cuts a decimal.
 */
final class NumberScanner {

    private final String text;
    private int end;
    private final StringBuilder canonical = new StringBuilder();

    NumberScanner(String text) {
        this.text = text;
    }

    /** Returns the index behind the number that was scanned last. */
    int end() {
        return end;
    }

    /**
     * Scans a number.
     *
     * @param start index of a digit, or of a point before one
     * @param grouping whether thousands may be grouped by commas, points and apostrophes
     * @param spaceGrouping whether they may be grouped by spaces
     * @return the canonical number
     */
    String scan(int start, boolean grouping, boolean spaceGrouping) {
        canonical.setLength(0);
        end = digitsEnd(start);
        canonical.append(text, start, end);
        boolean grouped = false;
        if (end > start && end - start <= 3) {
            grouped = (!grouping && canGroupInBrackets() && grouped(Grouping.COMMA))
                    || (grouping && (groupedByPoints() || grouped(Grouping.COMMA) || grouped(Grouping.APOSTROPHE)))
                    || (spaceGrouping && grouped(Grouping.SPACE));
        }
        if (canonical.indexOf(".") >= 0) {
            return canonical.toString();
        }
        if (at(end) == '.' && !(at(end + 1) == '.' && at(end + 2) != '.')) {
            fraction();
        } else if (at(end) == '{' && at(end + 1) == '.' && at(end + 2) == '}' && isDigit(at(end + 3))) {
            end += 2;
            fraction();
        }
        if (!grouped) {
            exponent();
        }
        return canonical.toString();
    }

    private enum Grouping {
        COMMA,
        APOSTROPHE,
        SPACE
    }

    /** Accepts groups of three digits behind separators of one kind, all or none. */
    private boolean grouped(Grouping kind) {
        if (text.charAt(end - 1) == '0' && canonical.length() == 1) {
            return false;
        }
        int position = end;
        int length = canonical.length();
        int groups = 0;
        while (true) {
            int group = separatorEnd(position, kind);
            if (group < 0 || digitsEnd(group) != group + 3) {
                break;
            }
            canonical.append(text, group, group + 3);
            position = group + 3;
            groups++;
        }
        boolean listFollows = kind == Grouping.COMMA && at(position) == ',' && isDigit(at(position + 1));
        boolean mixedFollows = kind == Grouping.SPACE && (at(position) == '/' || at(position) == '_');
        if (groups == 0 || listFollows || mixedFollows) {
            canonical.setLength(length);
            return false;
        }
        end = position;
        return true;
    }

    /** Inside brackets a comma separates, except before a group that no number of its own looks like: {@code 000}, {@code 050}. */
    private boolean canGroupInBrackets() {
        int group = commaEnd(end);
        return group > 0 && at(group) == '0' && digitsEnd(group) == group + 3;
    }

    private int separatorEnd(int position, Grouping kind) {
        return switch (kind) {
            case COMMA -> commaEnd(position);
            case APOSTROPHE -> at(position) == '\'' ? position + 1 : -1;
            case SPACE -> spaceEnd(position);
        };
    }

    private int commaEnd(int position) {
        int next = skipNegativeSpace(position);
        if (at(next) == ',') {
            return skipNegativeSpace(next + 1);
        }
        int braced = at(next) == ' ' ? next + 1 : next;
        for (String comma : new String[] {"{,}", "{, }", "{,\\!}"}) {
            if (text.startsWith(comma, braced)) {
                return skipNegativeSpace(braced + comma.length());
            }
        }
        return -1;
    }

    private int skipNegativeSpace(int position) {
        if (!text.startsWith("\\!", position)) {
            return position;
        }
        return at(position + 2) == ' ' ? position + 3 : position + 2;
    }

    private int spaceEnd(int position) {
        char character = at(position);
        if (character == ' ' || character == '~') {
            return position + 1;
        }
        boolean thin = character == '\\'
                && (at(position + 1) == ','
                        || at(position + 1) == ' '
                        || at(position + 1) == ':'
                        || at(position + 1) == ';');
        if (!thin) {
            return -1;
        }
        return at(position + 2) == ' ' ? position + 3 : position + 2;
    }

    /** Accepts {@code 1.234.567} and {@code 1.234.567,89}. */
    private boolean groupedByPoints() {
        int position = end;
        int groups = 0;
        while (at(position) == '.' && digitsEnd(position + 1) == position + 4) {
            position += 4;
            groups++;
        }
        if (groups < 2 || (at(position) == '.' && isDigit(at(position + 1)))) {
            return false;
        }
        for (int group = end + 1; group < position; group += 4) {
            canonical.append(text, group, group + 3);
        }
        end = position;
        if (at(end) == ',' && isDigit(at(end + 1))) {
            int decimalsEnd = digitsEnd(end + 1);
            canonical.append('.').append(text, end + 1, decimalsEnd);
            end = decimalsEnd;
        }
        return true;
    }

    private void fraction() {
        int start = end + 1;
        int stop = digitsEnd(start);
        int repeated = repetend(stop);
        if (repeated > 0) {
            String digits = repetendDigits(stop, repeated);
            canonical
                    .append('.')
                    .append(text, start, stop)
                    .append('(')
                    .append(digits)
                    .append(')');
            end = repeated;
            return;
        }
        if (stop == start) {
            if (!text.startsWith("...", end) && canonical.length() > 0) {
                end = canFollowPoint(start) ? start : end;
            }
            return;
        }
        canonical.append('.').append(text, start, stop);
        end = stop;
        int ellipsis = ellipsisEnd(stop);
        if (ellipsis > 0) {
            end = ellipsis;
            markRepetition(stop - start);
        }
    }

    /** A point without decimals belongs to the number unless it ends a sentence. */
    private boolean canFollowPoint(int next) {
        return next < text.length() && (at(next) == '\\' || at(next) == '%' || at(next) == ')');
    }

    private int ellipsisEnd(int position) {
        int next = position;
        while (at(next) == ' ' || text.startsWith("\\,", next)) {
            next += at(next) == ' ' ? 1 : 2;
        }
        if (text.startsWith("...", next) || (next == position && text.startsWith("..", next) && at(next + 2) != '.')) {
            int stop = next;
            while (at(stop) == '.') {
                stop++;
            }
            return stop;
        }
        for (String command : new String[] {"\\ldots", "\\dots", "\\cdots"}) {
            if (text.startsWith(command, next) && !isLetter(at(next + command.length()))) {
                return next + command.length();
            }
        }
        return -1;
    }

    /** Rewrites decimals that are seen to repeat with their shortest repeated block in brackets. */
    private void markRepetition(int decimals) {
        int length = canonical.length();
        for (int block = 1; block <= decimals / 2 && block <= 12; block++) {
            int times = block == 1 ? 3 : block == 4 ? 3 : 2;
            if (block * times <= decimals && repeats(length, block, times)) {
                String repetend = canonical.substring(length - block);
                canonical.setLength(length - block * times);
                canonical.append('(').append(repetend).append(')');
                return;
            }
        }
    }

    private boolean repeats(int length, int block, int times) {
        for (int index = length - 1; index >= length - block * (times - 1); index--) {
            if (canonical.charAt(index) != canonical.charAt(index - block)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the end of a repetend that begins here, or 0. */
    private int repetend(int position) {
        if (at(position) == '(') {
            int stop = digitsEnd(position + 1);
            return stop > position + 1 && at(stop) == ')' ? stop + 1 : 0;
        }
        @Nullable String command = repetendCommand(position);
        if (command == null) {
            return 0;
        }
        int next = position + command.length();
        if (at(next) == '{') {
            int stop = digitsEnd(next + 1);
            return stop > next + 1 && at(stop) == '}' ? dottedEnd(command, stop + 1) : 0;
        }
        while (at(next) == ' ') {
            next++;
        }
        return isDigit(at(next)) ? dottedEnd(command, next + 1) : 0;
    }

    /** Between two dots lie the digits that repeat: {@code 0.\dot{1}4\dot{2}}. */
    private int dottedEnd(String command, int position) {
        if (!command.equals("\\dot")) {
            return position;
        }
        int next = digitsEnd(position);
        if (text.startsWith("\\dot{", next) && isDigit(at(next + 5)) && at(next + 6) == '}') {
            return next + 7;
        }
        return position;
    }

    private @Nullable String repetendCommand(int position) {
        for (String command : new String[] {"\\overline", "\\bar", "\\dot"}) {
            if (text.startsWith(command, position) && !isLetter(at(position + command.length()))) {
                return command;
            }
        }
        return null;
    }

    private String repetendDigits(int start, int stop) {
        StringBuilder digits = new StringBuilder();
        for (int index = start; index < stop; index++) {
            if (isDigit(text.charAt(index))) {
                digits.append(text.charAt(index));
            }
        }
        return digits.toString();
    }

    /**
     * Accepts {@code 3.2e-4}. In {@code 2e-4} the letter is Euler's number, since an integer with a sign behind the letter
     * is a difference more often than a power of ten; {@code 1e-4}, {@code 2e-04} and {@code 2e4} are powers of ten.
     */
    private void exponent() {
        char letter = at(end);
        if ((letter != 'e' && letter != 'E') || canonical.indexOf("(") >= 0) {
            return;
        }
        int next = end + 1;
        boolean signed = at(next) == '-' || at(next) == '+';
        int start = signed ? next + 1 : next;
        int stop = digitsEnd(start);
        boolean integer = canonical.indexOf(".") < 0;
        boolean difference = letter == 'e'
                && signed
                && integer
                && stop == start + 1
                && !canonical.toString().equals("1");
        if (stop == start || difference || isLetter(at(stop))) {
            return;
        }
        canonical.append('e').append(text, signed && at(next) == '+' ? start : next, stop);
        end = stop;
    }

    private int digitsEnd(int start) {
        int index = start;
        while (isDigit(at(index))) {
            index++;
        }
        return index;
    }

    private char at(int index) {
        return index < text.length() ? text.charAt(index) : '\0';
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }
}
