package org.rlvr4j.runtime.gpu.internal.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a template into tokens, with the white space rules of {@code trim_blocks} and {@code lstrip_blocks}: the line end behind
 * a statement or comment is dropped, and so is the indentation before one; a hyphen within a tag drops all white space on
 * its side, a plus none.
 */
final class Lexer {

    private static final int MAX_CHARACTERS = 1 << 20;
    private static final List<String> LONG_OPERATORS = List.of("==", "!=", "<=", ">=", "//", "**");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final String OPERATORS = "+-*/%~<>=()[]{}.,:|";

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int line = 1;

    Lexer(String source) {
        if (source.length() > MAX_CHARACTERS) {
            throw new TemplateException(
                    "a template has at most " + MAX_CHARACTERS + " characters, this one " + source.length());
        }
        String normal = source.replace("\r\n", "\n").replace('\r', '\n');
        // Jinja drops a single line end at the end
        this.source = normal.endsWith("\n") ? normal.substring(0, normal.length() - 1) : normal;
    }

    List<Token> read() {
        boolean trimLeft = false;
        boolean trimLine = false;
        while (true) {
            int tag = nextTag(position);
            String text = source.substring(position, tag);
            int textLine = line;
            advance(tag);
            if (trimLeft) {
                text = text.stripLeading();
            } else if (trimLine && text.startsWith("\n")) {
                text = text.substring(1);
            }
            if (tag == source.length()) {
                add(text, textLine);
                tokens.add(new Token(Token.Kind.END, "", line));
                return tokens;
            }
            add(withoutIndentation(text, tag), textLine);
            char kind = source.charAt(tag + 1);
            advance(tag + 2);
            if (position < source.length() && (peek() == '-' || (peek() == '+' && kind != '{'))) {
                advance(position + 1);
            }
            char modifier = kind == '#' ? comment() : tag(kind);
            trimLeft = modifier == '-';
            trimLine = kind != '{' && modifier != '+';
        }
    }

    private int nextTag(int from) {
        for (int i = source.indexOf('{', from); i >= 0 && i + 1 < source.length(); i = source.indexOf('{', i + 1)) {
            if ("{%#".indexOf(source.charAt(i + 1)) >= 0) {
                return i;
            }
        }
        return source.length();
    }

    private void add(String text, int textLine) {
        if (!text.isEmpty()) {
            tokens.add(new Token(Token.Kind.TEXT, text, textLine));
        }
    }

    /** Applies what a tag drops before it. */
    private String withoutIndentation(String text, int tag) {
        char modifier = tag + 2 < source.length() ? source.charAt(tag + 2) : ' ';
        if (modifier == '-') {
            return text.stripTrailing();
        }
        if (source.charAt(tag + 1) == '{' || modifier == '+') {
            return text;
        }
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\t')) {
            end--;
        }
        boolean beginsLine = end > 0 ? text.charAt(end - 1) == '\n' : lineBegins(tag - text.length());
        return beginsLine ? text.substring(0, end) : text;
    }

    /** Whether nothing but the beginning of the template or a line end is before a place. */
    private boolean lineBegins(int place) {
        return place <= 0 || source.charAt(place - 1) == '\n';
    }

    private char comment() {
        int end = source.indexOf("#}", position);
        if (end < 0) {
            throw error("a comment is not closed by #}");
        }
        char modifier = source.charAt(end - 1);
        advance(end + 2);
        return modifier;
    }

    /** Reads what is within a tag and returns the modifier before its end. */
    private char tag(char kind) {
        boolean statement = kind == '%';
        String end = statement ? "%}" : "}}";
        tokens.add(new Token(statement ? Token.Kind.STATEMENT_START : Token.Kind.EXPRESSION_START, "", line));
        int depth = 0;
        while (true) {
            while (position < source.length() && Character.isWhitespace(peek())) {
                advance(position + 1);
            }
            if (position >= source.length()) {
                throw error("a tag is not closed by " + end);
            }
            char c = peek();
            boolean modified = (c == '-' || c == '+') && source.startsWith(end, position + 1);
            if (depth == 0 && (modified || source.startsWith(end, position))) {
                advance(position + end.length() + (modified ? 1 : 0));
                tokens.add(new Token(statement ? Token.Kind.STATEMENT_END : Token.Kind.EXPRESSION_END, "", line));
                return modified ? c : ' ';
            }
            depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            token(c);
        }
    }

    private void token(char c) {
        if (Character.isLetter(c) || c == '_') {
            int end = position;
            while (end < source.length()
                    && (Character.isLetterOrDigit(source.charAt(end)) || source.charAt(end) == '_')) {
                end++;
            }
            add(Token.Kind.NAME, end);
        } else if (c >= '0' && c <= '9') {
            number();
        } else if (c == '\'' || c == '"') {
            string(c);
        } else {
            String two = source.substring(position, Math.min(source.length(), position + 2));
            if (!LONG_OPERATORS.contains(two) && OPERATORS.indexOf(c) < 0) {
                throw error("unexpected character " + c);
            }
            add(Token.Kind.OPERATOR, position + (LONG_OPERATORS.contains(two) ? 2 : 1));
        }
    }

    private void number() {
        Matcher number = NUMBER.matcher(source).region(position, source.length());
        if (!number.lookingAt()) {
            throw error("a number is missing");
        }
        boolean whole = number.group(1) == null && number.group(2) == null;
        add(whole ? Token.Kind.INTEGER : Token.Kind.REAL, number.end());
    }

    private void add(Token.Kind kind, int end) {
        tokens.add(new Token(kind, source.substring(position, end), line));
        advance(end);
    }

    private void string(char quote) {
        StringBuilder text = new StringBuilder();
        int at = position + 1;
        while (at < source.length() && source.charAt(at) != quote) {
            char c = source.charAt(at++);
            if (c != '\\' || at >= source.length()) {
                text.append(c);
                continue;
            }
            char escaped = source.charAt(at++);
            switch (escaped) {
                case 'n' -> text.append('\n');
                case 't' -> text.append('\t');
                case 'r' -> text.append('\r');
                case '\\', '\'', '"' -> text.append(escaped);
                case 'u' -> {
                    text.append((char) hexadecimal(at));
                    at += 4;
                }
                default -> text.append('\\').append(escaped);
            }
        }
        if (at >= source.length()) {
            throw error("a string is not closed");
        }
        tokens.add(new Token(Token.Kind.STRING, text.toString(), line));
        advance(at + 1);
    }

    private int hexadecimal(int at) {
        try {
            return Integer.parseUnsignedInt(source.substring(at, Math.min(source.length(), at + 4)), 16);
        } catch (NumberFormatException e) {
            throw error("\\u needs four hexadecimal digits");
        }
    }

    private char peek() {
        return source.charAt(position);
    }

    private void advance(int to) {
        for (int i = position; i < Math.min(to, source.length()); i++) {
            if (source.charAt(i) == '\n') {
                line++;
            }
        }
        position = Math.min(to, source.length());
    }

    private TemplateException error(String message) {
        return new TemplateException("line " + line + ": " + message);
    }
}
