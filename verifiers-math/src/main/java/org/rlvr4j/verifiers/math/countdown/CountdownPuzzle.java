package org.rlvr4j.verifiers.math.countdown;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.rlvr4j.api.verify.Excerpt;

/**
 * The numbers and the target of one Countdown problem.
 *
 * <p>Two puzzles are equal if their numbers are equal as multisets and their targets are equal.
 *
 * @param numbers the given numbers in ascending order; 1 to {@value #MAX_NUMBERS} of them, each between 1 and {@value
 *     #MAX_VALUE}
 * @param target the value to reach; between 1 and {@value #MAX_VALUE}
 */
public record CountdownPuzzle(List<Integer> numbers, int target) {

    /** The most numbers that a puzzle may give. */
    public static final int MAX_NUMBERS = 16;

    /** The largest number and the largest target. */
    public static final int MAX_VALUE = 999_999_999;

    private static final int MAX_REFERENCE_LENGTH = (MAX_NUMBERS + 1) * 10;
    private static final int MAX_DIGITS = 9;

    /**
     * Sorts and checks.
     *
     * @throws IllegalArgumentException if there are too few or too many numbers, or a value is out of range
     */
    public CountdownPuzzle {
        numbers = numbers.stream().sorted().toList();
        if (numbers.isEmpty() || numbers.size() > MAX_NUMBERS) {
            throw new IllegalArgumentException(
                    "a puzzle has between 1 and " + MAX_NUMBERS + " numbers, got " + numbers.size());
        }
        for (int number : numbers) {
            checkRange("number", number);
        }
        checkRange("target", target);
    }

    private static void checkRange(String name, int value) {
        if (!(value >= 1 && value <= MAX_VALUE)) {
            throw new IllegalArgumentException("a " + name + " is between 1 and " + MAX_VALUE + ", got " + value);
        }
    }

    /**
     * Reads what {@link #format()} writes; strict, and quick on any text.
     *
     * @param reference such as {@code "3 7 12=45"}
     * @return the puzzle
     * @throws IllegalArgumentException if the text is anything but numbers in ascending order, separated by single spaces,
     *     then {@code =} and the target, all without leading zeros; the message quotes a bounded, escaped part of it
     */
    public static CountdownPuzzle parse(String reference) {
        int equals = reference.length() > MAX_REFERENCE_LENGTH ? -1 : reference.indexOf('=');
        if (equals < 0) {
            throw malformed(reference);
        }
        List<Integer> numbers = new ArrayList<>();
        for (String number : reference.substring(0, equals).split(" ", -1)) {
            numbers.add(parseNumber(number, reference));
        }
        CountdownPuzzle puzzle = new CountdownPuzzle(numbers, parseNumber(reference.substring(equals + 1), reference));
        if (!puzzle.numbers.equals(numbers)) {
            throw malformed(reference);
        }
        return puzzle;
    }

    private static int parseNumber(String digits, String reference) {
        boolean plain = !digits.isEmpty()
                && digits.length() <= MAX_DIGITS
                && digits.charAt(0) != '0'
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!plain) {
            throw malformed(reference);
        }
        return Integer.parseInt(digits);
    }

    private static IllegalArgumentException malformed(String reference) {
        return new IllegalArgumentException(
                "expected ascending numbers and a target as in \"3 7 12=45\", got " + Excerpt.of(reference));
    }

    /**
     * Writes the puzzle as a problem's reference.
     *
     * @return such as {@code "3 7 12=45"}
     */
    public String format() {
        return join(numbers, " ") + "=" + target;
    }

    /**
     * Writes the prompt that the model sees.
     *
     * @param order the numbers in the order in which they are shown; the same multiset as {@link #numbers()}
     * @return such as {@code "12 3 7=45:"}
     * @throws IllegalArgumentException if {@code order} holds other numbers
     */
    public String prompt(List<Integer> order) {
        if (!order.stream().sorted().toList().equals(numbers)) {
            throw new IllegalArgumentException("the prompt must show the numbers " + numbers + ", got " + order);
        }
        return join(order, " ") + "=" + target + ":";
    }

    /**
     * Returns the stable id of the problem.
     *
     * @return such as {@code "countdown-3-7-12-45"}, the target last
     */
    public String id() {
        return "countdown-" + join(numbers, "-") + "-" + target;
    }

    private static String join(List<Integer> values, String separator) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(separator));
    }
}
