package org.rlvr4j.tasks.arithmetic;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.rlvr4j.api.verify.Excerpt;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.tasks.PromptStyle;
import org.rlvr4j.tasks.Puzzle;
import org.rlvr4j.tasks.WholeNumbers;

/**
 * An expression to be evaluated, such as {@code 47+38*2}: whole numbers without parentheses, products first, then sums and
 * differences from left to right; exact at any length.
 *
 * <p>An answer is a whole number: an optional hyphen-minus and digits, nothing else. A leading zero, a plus sign, separators
 * and a decimal point are not accepted.
 *
 * <p>The difficulty is the number of digits of all numbers together. Kin are puzzles of the same multiset of numbers.
 *
 * @param numbers 2 to {@value #MAX_TERMS} numbers of at most {@value #MAX_DIGITS} digits, not negative
 * @param operations what is between them; one fewer
 */
public record ArithmeticPuzzle(List<BigInteger> numbers, List<Operation> operations) implements Puzzle {

    /** The name of the task. */
    public static final String TASK = "arithmetic";

    /** The most numbers of a puzzle. */
    public static final int MAX_TERMS = 10;

    /** The most digits of a number. */
    public static final int MAX_DIGITS = 30;

    private static final int MAX_FORMAT = MAX_TERMS * (MAX_DIGITS + 1);

    /**
     * Copies and checks.
     *
     * @throws IllegalArgumentException if there are too few or too many numbers or operations, or a number is out of range
     */
    public ArithmeticPuzzle {
        numbers = List.copyOf(numbers);
        operations = List.copyOf(operations);
        if (numbers.size() < 2 || numbers.size() > MAX_TERMS || operations.size() != numbers.size() - 1) {
            throw new IllegalArgumentException("an expression has 2 to " + MAX_TERMS
                    + " numbers and an operation between any two, got " + numbers.size() + " and " + operations.size());
        }
        for (BigInteger number : numbers) {
            if (number.signum() < 0 || number.toString().length() > MAX_DIGITS) {
                throw new IllegalArgumentException("a number has at most " + MAX_DIGITS + " digits and no sign");
            }
        }
    }

    /**
     * Reads what {@link #format()} writes.
     *
     * @param text such as {@code "47+38*2"}
     * @return the puzzle
     * @throws IllegalArgumentException if the text is anything else
     */
    public static ArithmeticPuzzle parse(String text) {
        List<BigInteger> numbers = new ArrayList<>();
        List<Operation> operations = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < text.length() && i < MAX_FORMAT; i++) {
            Optional<Operation> operation = Operation.ofSign(text.charAt(i));
            if (operation.isPresent()) {
                numbers.add(number(text.substring(from, i), text));
                operations.add(operation.get());
                from = i + 1;
            }
        }
        numbers.add(number(text.substring(from), text));
        return new ArithmeticPuzzle(numbers, operations);
    }

    private static BigInteger number(String digits, String text) {
        return WholeNumbers.unsigned(digits)
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected numbers and + - * as in \"47+38*2\", got " + Excerpt.of(text)));
    }

    /**
     * Evaluates the expression.
     *
     * @return its value
     */
    public BigInteger value() {
        BigInteger sum = BigInteger.ZERO;
        Operation pending = Operation.ADD;
        BigInteger product = numbers.get(0);
        for (int i = 0; i < operations.size(); i++) {
            BigInteger next = numbers.get(i + 1);
            if (operations.get(i) == Operation.MULTIPLY) {
                product = product.multiply(next);
            } else {
                sum = pending.apply(sum, product);
                pending = operations.get(i);
                product = next;
            }
        }
        return pending.apply(sum, product);
    }

    @Override
    public String task() {
        return TASK;
    }

    @Override
    public String format() {
        return text("");
    }

    private String text(String space) {
        StringBuilder text = new StringBuilder(numbers.get(0).toString());
        for (int i = 0; i < operations.size(); i++) {
            text.append(space).append(operations.get(i).sign()).append(space).append(numbers.get(i + 1));
        }
        return text.toString();
    }

    @Override
    public String prompt(PromptStyle style) {
        return switch (style) {
            case COMPACT -> format() + "=";
            case SENTENCE ->
                "What is " + text(" ") + "? Multiplication comes first. Give the final answer as a whole number"
                        + " without separators, in \\boxed{}.";
        };
    }

    @Override
    public String solution() {
        return value().toString();
    }

    /** Gets one digit of the solution wrong, by up to nine either way. */
    @Override
    public String mistake(RandomGenerator random) {
        BigInteger value = value();
        int place = random.nextInt(value.abs().toString().length());
        long step = random.nextInt(1, 10) * (random.nextBoolean() ? 1L : -1L);
        return value.add(BigInteger.TEN.pow(place).multiply(BigInteger.valueOf(step)))
                .toString();
    }

    @Override
    public String kin() {
        return numbers.stream().sorted().map(BigInteger::toString).collect(Collectors.joining(" "));
    }

    @Override
    public Map<String, String> facts() {
        int digits =
                numbers.stream().mapToInt(number -> number.toString().length()).sum();
        return Map.of(DIFFICULTY, Integer.toString(digits), "terms", Integer.toString(numbers.size()));
    }

    @Override
    public Verdict judge(String answer) {
        Optional<BigInteger> given = WholeNumbers.signed(answer);
        if (given.isEmpty()) {
            return new Verdict.Unparseable("expected a whole number, got " + Excerpt.of(answer));
        }
        BigInteger value = value();
        return given.get().equals(value)
                ? new Verdict.Correct(answer, "equals " + format())
                : new Verdict.Incorrect(answer, Excerpt.of(answer) + " is not " + Excerpt.of(value.toString()));
    }
}
