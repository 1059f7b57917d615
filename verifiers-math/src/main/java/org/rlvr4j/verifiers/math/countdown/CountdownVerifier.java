package org.rlvr4j.verifiers.math.countdown;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.verifiers.math.expression.Rational;

/**
 * Checks that a response is an expression that uses every given number exactly once and equals the target.
 *
 * <p>The whole response must be the expression: non-negative integers, {@code + - * /} (also {@code × ÷ −}), parentheses,
 * and whitespace between them. A sign before a number ({@code -3}), a leading zero, implicit multiplication, and a
 * trailing {@code = 45} are not accepted. Arithmetic is exact; intermediate values may be any fraction or negative.
 *
 * <ul>
 *   <li>{@link Verdict.Correct}: the numbers are the given ones as a multiset, and the value is the target;
 *   <li>{@link Verdict.Incorrect}: an expression, but of other numbers, of another value, or dividing by zero;
 *   <li>{@link Verdict.Unparseable}: not an expression, or longer than allowed;
 *   <li>{@link Verdict.Failed}: the problem's reference is not that of a {@link CountdownPuzzle}.
 * </ul>
 *
 * <p>The canonical answer is the expression without whitespace, operators in ASCII. Any string is judged in time linear in
 * the allowed length; nothing is thrown.
 */
public final class CountdownVerifier implements Verifier {

    private static final int MAX_VALUE_CHARACTERS = 40;

    private final int maxLength;

    /**
     * Creates the verifier.
     *
     * @param options its options
     */
    public CountdownVerifier(CountdownVerifierOptions options) {
        this.maxLength = options.maxLength();
    }

    @Override
    public Verdict verify(Problem problem, String response) {
        CountdownPuzzle puzzle;
        try {
            puzzle = CountdownPuzzle.parse(problem.reference());
        } catch (IllegalArgumentException e) {
            return new Verdict.Failed("the reference is not a Countdown puzzle: " + e.getMessage());
        }
        if (response.length() > maxLength) {
            return new Verdict.Unparseable(
                    "the response has " + response.length() + " characters, more than " + maxLength);
        }
        try {
            return judge(ParsedExpression.parse(response), puzzle);
        } catch (ParsedExpression.SyntaxException e) {
            return new Verdict.Unparseable(e.reason());
        }
    }

    private static Verdict judge(ParsedExpression parsed, CountdownPuzzle puzzle) {
        String answer = parsed.canonical();
        // The numbers come first: they bound the tree, and with it the work of evaluating it.
        Optional<String> misuse = misuse(parsed.numbers(), puzzle.numbers());
        if (misuse.isPresent()) {
            return new Verdict.Incorrect(answer, misuse.get());
        }
        Optional<Rational> value = parsed.expression().value();
        if (value.isEmpty()) {
            return new Verdict.Incorrect(answer, "divides by zero");
        }
        if (!value.get().equals(Rational.of(puzzle.target()))) {
            return new Verdict.Incorrect(answer, "equals " + brief(value.get()) + ", not " + puzzle.target());
        }
        return new Verdict.Correct(answer, "equals " + puzzle.target());
    }

    /** Says what is wrong with the multiset of numbers; reports a number too many before one that is missing. */
    private static Optional<String> misuse(List<Integer> used, List<Integer> given) {
        List<Integer> sorted = new ArrayList<>(used);
        Collections.sort(sorted);
        if (sorted.equals(given)) {
            return Optional.empty();
        }
        String all = "; given " + given.stream().map(String::valueOf).collect(Collectors.joining(", "));
        for (int number : new TreeSet<>(used)) {
            int times = Collections.frequency(used, number);
            int allowed = Collections.frequency(given, number);
            if (allowed == 0) {
                return Optional.of("uses " + number + ", which is not given" + all);
            }
            if (times > allowed) {
                return Optional.of("uses " + number + " " + times(times) + all);
            }
        }
        int missing = given.stream()
                .filter(number -> Collections.frequency(used, number) < Collections.frequency(given, number))
                .findFirst()
                .orElseThrow();
        int times = Collections.frequency(used, missing);
        return Optional.of(
                times == 0 ? "does not use " + missing + all : "uses " + missing + " only " + times(times) + all);
    }

    private static String times(int count) {
        return switch (count) {
            case 1 -> "once";
            case 2 -> "twice";
            default -> count + " times";
        };
    }

    private static String brief(Rational value) {
        String text = value.toString();
        return text.length() <= MAX_VALUE_CHARACTERS ? text : text.substring(0, MAX_VALUE_CHARACTERS) + "…";
    }
}
