package org.rlvr4j.verifiers.math;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.rlvr4j.verifiers.math.expression.Expression;
import org.rlvr4j.verifiers.math.expression.ExpressionParser;
import org.rlvr4j.verifiers.math.expression.ParsedAnswer;

/** The words around an answer, and the answer without them. */
final class Wording {

    private static final ExpressionParser PARSER = new ExpressionParser();

    /** Words with which running text goes on, and an answer does not. */
    private static final Set<String> PROSE = Set.of(
            "is",
            "are",
            "was",
            "were",
            "be",
            "been",
            "which",
            "because",
            "since",
            "as",
            "so",
            "therefore",
            "thus",
            "hence",
            "we",
            "you",
            "it",
            "it's",
            "its",
            "he",
            "she",
            "they",
            "this",
            "that",
            "these",
            "those",
            "there",
            "when",
            "where",
            "if",
            "then",
            "by",
            "for",
            "from",
            "with",
            "will",
            "can",
            "has",
            "have",
            "had",
            "get",
            "gets",
            "gives",
            "yields",
            "means",
            "answer",
            "the",
            "let",
            "now",
            "but",
            "using",
            "after",
            "before",
            "while",
            "of",
            "must",
            "should",
            "would",
            "into",
            "our",
            "their",
            "his",
            "her",
            "given",
            "calculate",
            "compute",
            "find",
            "solve",
            "step",
            "first",
            "next",
            "finally",
            "check",
            "correct",
            "wrong",
            "equals");

    /** Words that lead to an answer and are no part of it. */
    private static final Set<String> LEADING = Set.of(
            "is",
            "are",
            "was",
            "be",
            "equal",
            "equals",
            "to",
            "approximately",
            "approx",
            "about",
            "roughly",
            "around",
            "exactly",
            "simply",
            "just",
            "only",
            "therefore",
            "thus",
            "hence",
            "given",
            "by",
            "indeed",
            "clearly",
            "the",
            "a",
            "an",
            "option",
            "choice",
            "number",
            "value",
            "letter",
            "answer",
            "expression",
            "point",
            "set",
            "interval",
            "fraction",
            "function",
            "equation",
            "polynomial",
            "matrix",
            "vector",
            "ratio",
            "integer",
            "pair",
            "ordered",
            "triple",
            "that",
            "either",
            "then",
            "so",
            "final",
            "correct",
            "nearly",
            "almost");

    private static final Set<String> TRAILING = Set.of("and", "or", "but", "so", "i", "to", "in", "on", "at");

    /** Words after "the answer is" that say something about the answer and are not one. */
    private static final Set<String> ABOUT = Set.of(
            "right",
            "correct",
            "wrong",
            "incorrect",
            "unique",
            "clear",
            "obvious",
            "below",
            "above",
            "here",
            "not",
            "as follows",
            "follows",
            "known",
            "unknown",
            "simple",
            "now",
            "following",
            "found",
            "in",
            "ready",
            "done");

    private static final Set<String> VERBS = Set.of("is", "are", "was", "be", "equals");

    private static final int MAX_TEXT_WORDS = 5;
    private static final int MAX_CLAUSES = 4;

    private Wording() {}

    /** Cuts spaces, closing punctuation, emphasis and delimiters of formulas from both ends. */
    static String trimmed(String text) {
        String before;
        String trimmed = text.strip();
        do {
            before = trimmed;
            trimmed = withoutDelimiters(withoutEmphasis(withoutPunctuation(trimmed)))
                    .strip();
        } while (!trimmed.equals(before));
        return trimmed;
    }

    private static String withoutPunctuation(String text) {
        int end = text.length();
        while (end > 0 && isClosing(text, end)) {
            end--;
        }
        return text.substring(0, end);
    }

    private static boolean isClosing(String text, int end) {
        char last = text.charAt(end - 1);
        if (last == '.') {
            // dots of a list that goes on, and of "a.m."
            boolean isPart = (end > 1 && text.charAt(end - 2) == '.') || (end > 3 && text.startsWith(".m", end - 3));
            return !isPart;
        }
        if (last == '\\') {
            return end > 1 && text.charAt(end - 2) == '\\';
        }
        boolean isEscaped = end > 1 && text.charAt(end - 2) == '\\';
        return (last == ',' || last == ';' || last == ':' || Character.isWhitespace(last)) && !isEscaped;
    }

    private static String withoutEmphasis(String text) {
        for (String mark : new String[] {"**", "__", "```", "`", "*", "_", "\"", "“"}) {
            String closing = mark.equals("“") ? "”" : mark;
            if (text.length() > 2 * mark.length()
                    && text.startsWith(mark)
                    && text.endsWith(closing)
                    && text.indexOf(closing, mark.length()) == text.length() - closing.length()) {
                return text.substring(mark.length(), text.length() - closing.length());
            }
        }
        String begun = text.startsWith("**") && text.indexOf("**", 2) < 0 ? text.substring(2) : text;
        return begun.endsWith("**") && begun.indexOf("**") == begun.length() - 2
                ? begun.substring(0, begun.length() - 2)
                : begun;
    }

    /** Cuts the delimiters of a formula that is the whole text. */
    static String withoutDelimiters(String text) {
        if (text.length() > 4 && text.startsWith("$$") && text.endsWith("$$")) {
            String inner = text.substring(2, text.length() - 2);
            return inner.contains("$$") ? text : inner.strip();
        }
        if (text.length() > 2 && text.startsWith("$") && text.endsWith("$")) {
            String inner = text.substring(1, text.length() - 1);
            return hasBareDollar(inner) || inner.endsWith("\\") ? text : inner.strip();
        }
        for (String open : new String[] {"\\(", "\\["}) {
            String close = open.equals("\\(") ? "\\)" : "\\]";
            if (text.length() > 4
                    && text.startsWith(open)
                    && text.endsWith(close)
                    && text.indexOf(close) == text.length() - 2) {
                return text.substring(2, text.length() - 2).strip();
            }
        }
        return text;
    }

    private static boolean hasBareDollar(String text) {
        for (int i = text.indexOf('$'); i >= 0; i = text.indexOf('$', i + 1)) {
            if (i == 0 || text.charAt(i - 1) != '\\') {
                return true;
            }
        }
        return false;
    }

    /** Tells whether running text stands outside the formulas of a text. */
    static boolean isProse(String text) {
        return new Words(text).firstOf(PROSE) >= 0;
    }

    /** Tells whether a text as a whole can be read, if only as words. */
    static boolean isReadable(String text) {
        return PARSER.parse(text) instanceof ParsedAnswer.Parsed;
    }

    /** Reads an answer; empty where it is only words, or nothing. */
    static boolean isMathematics(String text) {
        return PARSER.parse(text) instanceof ParsedAnswer.Parsed parsed
                && !(parsed.expression() instanceof Expression.Text)
                && !(parsed.expression() instanceof Expression.Empty);
    }

    /** Tells whether a text is a number with a unit, a currency or a percent sign. */
    static boolean isMeasured(String text) {
        return PARSER.parse(text) instanceof ParsedAnswer.Parsed parsed
                && (Reconciliation.isMeasured(parsed.expression())
                        || parsed.expression() instanceof Expression.Money
                        || parsed.expression() instanceof Expression.Percent
                        || parsed.expression() instanceof Expression.ClockTime);
    }

    /** Tells whether a text is a few words that may be an answer, such as {@code east} or {@code no solution}. */
    static boolean isShortText(String text) {
        return new Words(text).count() <= MAX_TEXT_WORDS
                && text.indexOf(':') < 0
                && text.indexOf('$') < 0
                && !ABOUT.contains(text.toLowerCase(Locale.ROOT))
                && PARSER.parse(text) instanceof ParsedAnswer.Parsed parsed
                && parsed.expression() instanceof Expression.Text;
    }

    /** The answer in a sentence that says it, without the words around it. */
    static Optional<String> answerIn(String sentence) {
        String rest = withoutLeading(trimmed(sentence));
        for (int clause = 0; clause < MAX_CLAUSES && !rest.isEmpty(); clause++) {
            int prose = new Words(rest).firstOf(PROSE);
            String answer = prose < 0 ? rest : withoutTrailing(trimmed(rest.substring(0, prose)));
            if (!answer.isEmpty() && isMathematics(answer)) {
                return Optional.of(answer);
            }
            // "the largest n is 34": what is said of the words before the verb
            int verb = prose < 0 ? -1 : new Words(rest).firstOf(VERBS);
            if (verb < 0) {
                return isShortText(answer) ? Optional.of(answer) : LastExpression.in(rest);
            }
            rest = withoutLeading(trimmed(rest.substring(verb)));
        }
        return LastExpression.in(sentence);
    }

    private static String withoutLeading(String text) {
        String rest = text;
        while (true) {
            int start = 0;
            while (start < rest.length() && isFiller(rest.charAt(start))) {
                start++;
            }
            int end = start;
            while (end < rest.length() && Character.isLetter(rest.charAt(end))) {
                end++;
            }
            String word = rest.substring(start, end).toLowerCase(Locale.ROOT);
            boolean isWord =
                    end < rest.length() && (Character.isWhitespace(rest.charAt(end)) || isFiller(rest.charAt(end)));
            if (!isWord || !LEADING.contains(word) || (word.equals("a") && rest.charAt(start) == 'A')) {
                return trimmed(rest.substring(start));
            }
            rest = rest.substring(end).strip();
        }
    }

    private static boolean isFiller(char c) {
        return c == ':' || c == '=' || c == ',' || c == '：' || c == ' ';
    }

    private static String withoutTrailing(String text) {
        String rest = text;
        while (true) {
            int space = rest.lastIndexOf(' ');
            if (space < 0 || !TRAILING.contains(rest.substring(space + 1).toLowerCase(Locale.ROOT))) {
                return rest;
            }
            rest = trimmed(rest.substring(0, space));
        }
    }
}
