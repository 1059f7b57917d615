package org.rlvr4j.verifiers.math;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A response that is the answer and nothing else. */
final class WholeAnswer {

    private static final int MAX_LENGTH = 4_000;

    private static final int MAX_WORDS = 60;
    private static final Pattern BEFORE_WORDS =
            Pattern.compile("(?:the|an?|there (?:is|are|exists?) (no))\\s+(?=[a-zA-Z]{2})", Pattern.CASE_INSENSITIVE);

    private WholeAnswer() {}

    static Optional<String> of(String text) {
        String answer = Wording.trimmed(withoutFence(text.strip()));
        Optional<String> words = words(answer);
        if (words.isPresent()) {
            return words;
        }
        if (answer.isEmpty() || answer.length() > MAX_LENGTH || hasSeveralParts(answer) || Wording.isProse(answer)) {
            return Optional.empty();
        }
        return Wording.isMathematics(answer) || Wording.isShortText(answer) ? Optional.of(answer) : Optional.empty();
    }

    /** A few words with an article, and "there is no solution". */
    private static Optional<String> words(String answer) {
        Matcher matcher = BEFORE_WORDS.matcher(answer);
        if (!matcher.lookingAt() || answer.indexOf('\n') >= 0) {
            return Optional.empty();
        }
        String rest = answer.substring(matcher.end());
        return rest.length() <= MAX_WORDS
                        && !Wording.isProse(rest)
                        && Wording.isShortText("\\text{" + rest + "}")
                        && rest.chars().allMatch(c -> Character.isLetter(c) || c == ' ' || c == '-')
                ? Optional.of("\\text{" + (matcher.group(1) == null ? "" : "no ") + rest + "}")
                : Optional.empty();
    }

    /** Several lines are one answer only as one formula. */
    private static boolean hasSeveralParts(String answer) {
        if (answer.indexOf('\n') < 0) {
            return false;
        }
        List<Formulas.Formula> formulas = Formulas.in(answer);
        return formulas.size() != 1
                || answer.substring(0, formulas.get(0).start()).indexOf('\n') >= 0
                || answer.substring(formulas.get(0).end()).indexOf('\n') >= 0;
    }

    /** Cuts a code fence around the text, with the name of a language. */
    static String withoutFence(String text) {
        int lineEnd = text.indexOf('\n');
        boolean isFenced = text.startsWith("```") && text.endsWith("```") && lineEnd > 0 && text.length() > lineEnd + 3;
        return isFenced ? text.substring(lineEnd + 1, text.length() - 3).strip() : text;
    }
}
