package org.rlvr4j.verifiers.math;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rlvr4j.verifiers.math.expression.ExpressionParser;
import org.rlvr4j.verifiers.math.expression.ParsedAnswer;

/** Words in an answer that announce it or say it again: {@code \\text{Maximum value: }5}, {@code 5 \\text{ (five)}}. */
final class Remarks {

    private static final int MAX_LENGTH = 200;
    private static final Pattern ANNOUNCEMENT = Pattern.compile(
            "\\\\text\\{(?![^{}]*\\b(?:[Nn]ot|wrong|incorrect)\\b)[^{}$\\\\]{1,60}(?::|\\bis|=)\\s*+\\}");
    private static final Pattern AFTERTHOUGHT =
            Pattern.compile("(?:\\\\[ ,;]|\\s)*+\\\\text\\{\\s*+\\(([A-Za-z -]{1,40})\\)\\s*+\\}$");
    private static final Set<String> EMPTY =
            Set.of("approximately", "approx", "exact", "exactly", "rounded", "exact value", "simplified");
    private static final ExpressionParser PARSER = new ExpressionParser();

    private Remarks() {}

    static String without(String answer) {
        if (answer.length() > MAX_LENGTH || !answer.contains("\\text{")) {
            return answer;
        }
        Matcher before = ANNOUNCEMENT.matcher(answer);
        String rest = before.lookingAt() && before.end() < answer.length()
                ? answer.substring(before.end()).strip()
                : answer;
        Matcher behind = AFTERTHOUGHT.matcher(rest);
        return behind.find() && saysNothing(rest.substring(0, behind.start()), behind.group(1))
                ? rest.substring(0, behind.start())
                : rest;
    }

    private static boolean saysNothing(String answer, String words) {
        return EMPTY.contains(words.strip().toLowerCase(Locale.ROOT))
                || (PARSER.parse(answer) instanceof ParsedAnswer.Parsed said
                        && PARSER.parse("\\text{" + words + "}") instanceof ParsedAnswer.Parsed again
                        && said.expression().equals(again.expression()));
    }
}
