package org.rlvr4j.verifiers.math;

import java.util.Optional;

/** "The final answer is 5", "Answer: 5", and a heading "Answer" above it. */
final class AnswerPhrases {

    private static final String ANSWER = "answer";
    private static final String CHINESE = "答案";
    private static final String AFTER_CHINESE = "是为為：: ";
    private static final int MAX_OCCURRENCES = 40;
    private static final int MAX_SENTENCE = 4_000;
    private static final int MAX_BETWEEN = 150;
    private static final String[] VERBS = {
        "is",
        "are",
        "was",
        "be",
        "would be",
        "will be",
        "must be",
        "should be",
        "could be",
        "can be",
        "has to be",
        "equals",
        "becomes",
        "turns out to be",
        "comes out to be",
        "then is",
        "therefore is",
        "thus is"
    };
    private static final String[] LINKS = {"to", "for", "of", "in", "we", "you", "that"};

    private AnswerPhrases() {}

    /** Which phrase. */
    enum Kind {
        FINAL_ANSWER,
        ANSWER
    }

    static Optional<String> last(ResponseText response, Kind kind) {
        String text = response.text();
        Optional<String> chinese = kind == Kind.ANSWER ? chinese(text) : Optional.empty();
        if (chinese.isPresent()) {
            return chinese;
        }
        String lower = response.lower();
        int at = lower.length();
        for (int n = 0; n < MAX_OCCURRENCES; n++) {
            at = lower.lastIndexOf(ANSWER, at - 1);
            if (at < 0) {
                return Optional.empty();
            }
            if ((kind == Kind.FINAL_ANSWER && !isFinal(lower, at)) || isWordGoingOn(lower, at - 1)) {
                continue;
            }
            int from = afterPhrase(lower, at);
            if (from >= 0) {
                Optional<String> answer = Wording.answerIn(Sentence.from(text, from, MAX_SENTENCE));
                if (answer.isPresent()) {
                    return answer;
                }
            }
        }
        return Optional.empty();
    }

    /** What follows the last "答案是" or "答案：". */
    private static Optional<String> chinese(String text) {
        int at = text.lastIndexOf(CHINESE);
        if (at < 0) {
            return Optional.empty();
        }
        int from = at + CHINESE.length();
        while (from < text.length() && AFTER_CHINESE.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        String sentence = Sentence.from(text, from, MAX_SENTENCE);
        int stop = sentence.indexOf('。');
        return from == at + CHINESE.length()
                ? Optional.empty()
                : Wording.answerIn(stop < 0 ? sentence : sentence.substring(0, stop));
    }

    private static boolean isFinal(String lower, int at) {
        int i = at;
        while (i > 0 && (lower.charAt(i - 1) == ' ' || isMarkup(lower.charAt(i - 1)))) {
            i--;
        }
        return i < at && lower.startsWith("final", i - "final".length());
    }

    private static boolean isWordGoingOn(String lower, int i) {
        return i >= 0 && i < lower.length() && Character.isLetterOrDigit(lower.charAt(i));
    }

    /** Behind "answer is", "answer:", "answer to the question is"; −1 where it is no such phrase. */
    private static int afterPhrase(String lower, int at) {
        int word = at + ANSWER.length();
        int i = lower.startsWith("s", word) ? word + 1 : word;
        if (isWordGoingOn(lower, i)) {
            return -1;
        }
        i = skipMarkup(lower, i);
        if (i < lower.length() && lower.charAt(i) == '(') {
            int close = lower.indexOf(')', i);
            i = close > 0 && close - i < MAX_BETWEEN ? skipMarkup(lower, close + 1) : i;
        }
        if (i == lower.length()) {
            return -1;
        }
        if (lower.charAt(i) == '\n') {
            return isHeading(lower, at) ? i : -1;
        }
        int direct = afterSign(lower, i);
        return direct >= 0 ? direct : afterLink(lower, i);
    }

    private static int afterSign(String lower, int i) {
        char c = lower.charAt(i);
        if (c == ':' || c == '：' || c == '=' || c == '→' || c == '–' || c == '—') {
            return i + 1;
        }
        if (lower.startsWith("->", i) || lower.startsWith("- ", i)) {
            return i + 2;
        }
        for (String verb : VERBS) {
            int end = i + verb.length();
            if (lower.startsWith(verb, i) && !isWordGoingOn(lower, end)) {
                return end;
            }
        }
        return -1;
    }

    /** "answer to the problem is": up to the next verb or colon of the line. */
    private static int afterLink(String lower, int from) {
        for (String link : LINKS) {
            if (lower.startsWith(link + " ", from)) {
                int end = Math.min(lower.length(), from + MAX_BETWEEN);
                for (int i = from; i < end && lower.charAt(i) != '\n' && lower.charAt(i) != '.'; i++) {
                    if (lower.charAt(i) == ':') {
                        return i + 1;
                    }
                    if (lower.startsWith(" is ", i) || lower.startsWith(" are ", i) || lower.startsWith(" is:", i)) {
                        return lower.indexOf(' ', i + 1) < 0 ? -1 : i + (lower.charAt(i + 1) == 'a' ? 4 : 3);
                    }
                }
            }
        }
        return -1;
    }

    /** Whether nothing but "final", "the" and markup stands before the word on its line. */
    private static boolean isHeading(String lower, int at) {
        int start = lower.lastIndexOf('\n', at) + 1;
        if (at - start > MAX_BETWEEN) {
            return false;
        }
        String before = lower.substring(start, at).replaceAll("[#*_\\s]", "");
        return before.isEmpty() || before.equals("final") || before.equals("the") || before.equals("thefinal");
    }

    private static int skipMarkup(String lower, int from) {
        int i = from;
        while (i < lower.length() && (lower.charAt(i) == ' ' || isMarkup(lower.charAt(i)))) {
            i++;
        }
        return i;
    }

    private static boolean isMarkup(char c) {
        return c == '*' || c == '_' || c == '"' || c == '\t' || c == '}' || c == '`';
    }
}
