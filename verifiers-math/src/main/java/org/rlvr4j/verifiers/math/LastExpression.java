package org.rlvr4j.verifiers.math;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The last formula of a text, or the last one in plain text after it. */
final class LastExpression {

    /** How far from the end it is looked for, in characters. */
    private static final int WINDOW = 20_000;

    private static final int MAX_SENTENCE = 1_000;
    private static final List<String> ALIGNED = List.of("align", "aligned", "eqnarray", "gather", "split");
    private static final int MAX_JOINER = 30;

    private final String text;
    private final List<Formulas.Formula> formulas;

    private LastExpression(String text) {
        this.text = text;
        this.formulas = Formulas.in(text);
    }

    static Optional<String> in(String text) {
        return new LastExpression(text.substring(Math.max(0, text.length() - WINDOW))).find();
    }

    private Optional<String> find() {
        Optional<String> letter = Optional.empty();
        int end = text.length();
        for (int i = formulas.size() - 1; i >= -1; i--) {
            int from = i < 0 ? 0 : formulas.get(i).end();
            Optional<String> plain = PlainMathematics.last(text, from, end);
            if (plain.isPresent()) {
                return plain;
            }
            if (i >= 0) {
                String content = Wording.trimmed(formulas.get(i).content(text));
                // the letter in "5 is the value of $x$" is not what was asked for, if there is anything else
                if (content.isEmpty()) {
                    end = formulas.get(i).start();
                    continue;
                }
                if (content.length() != 1 || !Character.isLetter(content.charAt(0))) {
                    return Optional.of(withUnit(i, lastRow(content)));
                }
                letter = letter.isPresent() ? letter : Optional.of(content);
                end = formulas.get(i).start();
            }
        }
        return letter;
    }

    /** Of aligned steps the last right side. */
    private static String lastRow(String content) {
        boolean isAligned = ALIGNED.stream().anyMatch(name -> content.startsWith("\\begin{" + name));
        int end = content.lastIndexOf("\\end{");
        int equal = content.lastIndexOf("&=", end < 0 ? content.length() : end);
        int row = content.lastIndexOf("\\\\", end < 0 ? content.length() : end);
        String last = isAligned && equal >= 0 && end > equal ? Wording.trimmed(content.substring(equal + 2, end)) : "";
        boolean isLastRow = row < equal
                || (row >= 0
                        && content.substring(row + 2, Math.max(row + 2, end)).isBlank());
        return last.isEmpty() || !isLastRow || last.contains("\\\\") || !Wording.isMathematics(last) ? content : last;
    }

    /** The formula with the unit behind it, or with the formulas that "and" or "or" joins to it. */
    private String withUnit(int last, String content) {
        int end = formulas.get(last).end();
        String behind = Sentence.from(text, end, MAX_SENTENCE);
        boolean sameLine = end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '%');
        if (sameLine && !behind.isBlank() && !Wording.isProse(behind)) {
            String withUnit = content + " " + Wording.trimmed(behind);
            if (Wording.isMeasured(withUnit)) {
                return withUnit;
            }
        }
        return joined(last, content);
    }

    private String joined(int last, String content) {
        List<String> parts = new ArrayList<>(List.of(content));
        boolean isChoice = false;
        for (int i = last; i > 0; i--) {
            String between = between(i - 1, i);
            boolean isWord = between.endsWith("and") || between.endsWith("or");
            if (!isWord && !(parts.size() > 1 && between.equals(","))) {
                break;
            }
            if (!List.of("and", ",and", "or", ",or", ",").contains(between)) {
                break;
            }
            isChoice |= between.endsWith("or");
            parts.add(0, Wording.trimmed(formulas.get(i - 1).content(text)));
        }
        return String.join(isChoice ? " or " : ", ", parts);
    }

    private String between(int left, int right) {
        int from = formulas.get(left).end();
        int to = formulas.get(right).start();
        return to - from > MAX_JOINER ? "?" : text.substring(from, to).replaceAll("\\s", "");
    }
}
