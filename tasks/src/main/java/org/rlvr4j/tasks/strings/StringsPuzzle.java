package org.rlvr4j.tasks.strings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rlvr4j.api.verify.Excerpt;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.tasks.PromptStyle;
import org.rlvr4j.tasks.Puzzle;

/**
 * Operations to be applied to a string, one after the other, such as {@code abcab,~,<2,-a}: {@code ~} reverses, {@code ^}
 * sorts, {@code <2} moves the first two letters to the end, {@code >2} the last two to the front, {@code -a} deletes every a,
 * {@code a=b} replaces every a by b.
 *
 * <p>An answer is the resulting string: lower-case ASCII letters, nothing else, no quotation marks.
 *
 * <p>The difficulty is the length of the string times the number of operations. Kin are puzzles that begin with the same
 * string.
 */
public final class StringsPuzzle implements Puzzle {

    /** The name of the task. */
    public static final String TASK = "strings";

    /** The longest string. */
    public static final int MAX_LENGTH = 40;

    /** The most operations. */
    public static final int MAX_OPERATIONS = 12;

    private static final int MAX_FORMAT = MAX_LENGTH + 4 * MAX_OPERATIONS;
    private static final Pattern LETTERS = Pattern.compile("[a-z]+");

    private final String begin;
    private final List<Step> steps;
    private final String result;

    /** Applies the operations; a rotation of an empty string never comes up, for none may leave it empty. */
    StringsPuzzle(String begin, List<Step> steps) {
        this.begin = begin;
        this.steps = List.copyOf(steps);
        String text = begin;
        for (Step step : steps) {
            text = step.apply(text);
            if (text.isEmpty()) {
                throw new IllegalArgumentException("nothing is left after " + step.code() + ": " + format());
            }
        }
        this.result = text;
    }

    /**
     * Reads what {@link #format()} writes.
     *
     * @param text such as {@code "abcab,~,<2,-a"}
     * @return the puzzle
     * @throws IllegalArgumentException if the text is anything else, or nothing is left of the string
     */
    public static StringsPuzzle parse(String text) {
        String[] parts = text.length() > MAX_FORMAT ? new String[0] : text.split(",", -1);
        boolean ok = parts.length >= 2
                && parts.length <= MAX_OPERATIONS + 1
                && parts[0].length() <= MAX_LENGTH
                && LETTERS.matcher(parts[0]).matches();
        if (!ok) {
            throw new IllegalArgumentException(
                    "expected a string and operations as in \"abcab,~,<2,-a\", got " + Excerpt.of(text));
        }
        List<Step> steps = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            steps.add(Step.parse(parts[i]));
        }
        return new StringsPuzzle(parts[0], steps);
    }

    @Override
    public String task() {
        return TASK;
    }

    @Override
    public String format() {
        return begin + steps.stream().map(step -> "," + step.code()).collect(Collectors.joining());
    }

    @Override
    public String prompt(PromptStyle style) {
        return switch (style) {
            case COMPACT -> format() + ":";
            case SENTENCE ->
                "Take the string " + begin + ". First, "
                        + steps.stream().map(Step::sentence).collect(Collectors.joining("; then "))
                        + ". Give the resulting string alone as the final answer, in \\boxed{}.";
        };
    }

    @Override
    public String solution() {
        return result;
    }

    /** Exchanges two different letters of the solution; doubles its last letter where all are equal. */
    @Override
    public String mistake(RandomGenerator random) {
        int first = random.nextInt(result.length());
        int offset = random.nextInt(result.length());
        for (int i = 0; i < result.length(); i++) {
            int second = (offset + i) % result.length();
            if (result.charAt(first) != result.charAt(second)) {
                StringBuilder exchanged = new StringBuilder(result);
                exchanged.setCharAt(first, result.charAt(second));
                exchanged.setCharAt(second, result.charAt(first));
                return exchanged.toString();
            }
        }
        return result + result.charAt(0);
    }

    @Override
    public String kin() {
        return begin;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of(
                DIFFICULTY,
                Integer.toString(begin.length() * steps.size()),
                "length",
                Integer.toString(begin.length()),
                "operations",
                Integer.toString(steps.size()));
    }

    @Override
    public Verdict judge(String answer) {
        if (!LETTERS.matcher(answer).matches()) {
            return new Verdict.Unparseable("expected lower-case letters alone, got " + Excerpt.of(answer));
        }
        return answer.equals(result)
                ? new Verdict.Correct(answer, "is the result of " + format())
                : new Verdict.Incorrect(answer, Excerpt.of(answer) + " is not " + Excerpt.of(result));
    }

    @Override
    public String toString() {
        return id();
    }
}
