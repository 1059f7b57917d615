package org.rlvr4j.tasks.modular;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rlvr4j.api.verify.Excerpt;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.tasks.PromptStyle;
import org.rlvr4j.tasks.Puzzle;
import org.rlvr4j.tasks.WholeNumbers;

/**
 * A linear equation modulo m with exactly one solution, such as {@code 3x+5=2 mod 7}. The coefficients of x sum to a number
 * that has no common divisor with m; that there is one x in 0 … m − 1 then and no other is an old theorem.
 *
 * <p>An answer is that x: digits, nothing else. Another number of its residue class is incorrect.
 *
 * <p>The difficulty is the number of terms times the bits of the modulus. Kin are equations that are the same once all is
 * reduced to a·x ≡ d (mod m).
 *
 * @param left terms of the left side, 2 to {@value #MAX_TERMS}
 * @param right the right side, from 0 to modulus − 1
 * @param modulus m, from 2 to {@value #MAX_MODULUS}
 */
public record ModularPuzzle(List<Term> left, int right, int modulus) implements Puzzle {

    /** The name of the task. */
    public static final String TASK = "modular";

    /** The most terms of the left side. */
    public static final int MAX_TERMS = 10;

    /** The largest modulus. */
    public static final int MAX_MODULUS = 1_000_000;

    private static final int MAX_FORMAT = 8 * (MAX_TERMS + 3);
    private static final Pattern TERM = Pattern.compile("([1-9][0-9]{0,6})?(x?)");
    private static final Pattern EQUATION = Pattern.compile("([0-9x+]+)=(0|[1-9][0-9]{0,6}) mod ([1-9][0-9]{0,6})");

    /**
     * One term.
     *
     * @param factor a number from 1 to modulus − 1
     * @param unknown whether it is multiplied by x
     */
    public record Term(int factor, boolean unknown) {
        @Override
        public String toString() {
            return unknown ? (factor == 1 ? "" : factor) + "x" : Integer.toString(factor);
        }
    }

    /**
     * Copies and checks.
     *
     * @throws IllegalArgumentException if something is out of range, or the equation has not exactly one solution
     */
    public ModularPuzzle {
        left = List.copyOf(left);
        if (modulus < 2 || modulus > MAX_MODULUS || right < 0 || right >= modulus) {
            throw new IllegalArgumentException("a modulus is between 2 and " + MAX_MODULUS
                    + " and the right side below it, got " + modulus + " and " + right);
        }
        if (left.size() < 2 || left.size() > MAX_TERMS) {
            throw new IllegalArgumentException("the left side has 2 to " + MAX_TERMS + " terms, got " + left.size());
        }
        for (Term term : left) {
            if (term.factor() < 1 || term.factor() >= modulus) {
                throw new IllegalArgumentException("a term is between 1 and the modulus less 1, got " + term);
            }
        }
        if (!hasOneSolution(left, modulus)) {
            throw new IllegalArgumentException(
                    "the factors of x and the modulus have a common divisor: " + joined(left, "+") + " mod " + modulus);
        }
    }

    static boolean hasOneSolution(List<Term> left, int modulus) {
        return BigInteger.valueOf(sum(left, true))
                .gcd(BigInteger.valueOf(modulus))
                .equals(BigInteger.ONE);
    }

    private static long sum(List<Term> left, boolean unknown) {
        return left.stream()
                .filter(term -> term.unknown() == unknown)
                .mapToLong(Term::factor)
                .sum();
    }

    private static String joined(List<Term> left, String plus) {
        return left.stream().map(Term::toString).collect(Collectors.joining(plus));
    }

    /**
     * Reads what {@link #format()} writes.
     *
     * @param text such as {@code "3x+5=2 mod 7"}
     * @return the puzzle
     * @throws IllegalArgumentException if the text is anything else
     */
    public static ModularPuzzle parse(String text) {
        Matcher equation = EQUATION.matcher(text.length() > MAX_FORMAT ? "" : text);
        if (!equation.matches()) {
            throw malformed(text);
        }
        List<Term> left = new ArrayList<>();
        for (String part : equation.group(1).split("\\+", -1)) {
            Matcher term = TERM.matcher(part);
            if (part.isEmpty() || part.equals("1x") || !term.matches()) {
                throw malformed(text);
            }
            int factor = term.group(1) == null ? 1 : Integer.parseInt(term.group(1));
            left.add(new Term(factor, !term.group(2).isEmpty()));
        }
        return new ModularPuzzle(left, Integer.parseInt(equation.group(2)), Integer.parseInt(equation.group(3)));
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException("expected an equation as in \"3x+5=2 mod 7\", got " + Excerpt.of(text));
    }

    private long factor() {
        return sum(left, true) % modulus;
    }

    /** What a·x must be. */
    private long target() {
        return Math.floorMod(right - sum(left, false), (long) modulus);
    }

    @Override
    public String task() {
        return TASK;
    }

    @Override
    public String format() {
        return joined(left, "+") + "=" + right + " mod " + modulus;
    }

    @Override
    public String prompt(PromptStyle style) {
        return switch (style) {
            case COMPACT -> format() + ":";
            case SENTENCE ->
                "Find the whole number x from 0 to " + (modulus - 1) + " with " + joined(left, " + ") + " = " + right
                        + " (mod " + modulus + "). Give x alone as the final answer, in \\boxed{}.";
        };
    }

    @Override
    public String solution() {
        BigInteger m = BigInteger.valueOf(modulus);
        return BigInteger.valueOf(factor())
                .modInverse(m)
                .multiply(BigInteger.valueOf(target()))
                .mod(m)
                .toString();
    }

    /** Gives another number below the modulus. */
    @Override
    public String mistake(RandomGenerator random) {
        int other = random.nextInt(modulus - 1);
        return Integer.toString(other < Integer.parseInt(solution()) ? other : other + 1);
    }

    @Override
    public String kin() {
        return factor() + " " + target() + " " + modulus;
    }

    @Override
    public Map<String, String> facts() {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(modulus);
        return Map.of(
                DIFFICULTY,
                Integer.toString(left.size() * bits),
                "terms",
                Integer.toString(left.size()),
                "modulus",
                Integer.toString(modulus));
    }

    @Override
    public Verdict judge(String answer) {
        Optional<BigInteger> given = WholeNumbers.unsigned(answer);
        if (given.isEmpty()) {
            return new Verdict.Unparseable("expected a whole number from 0, got " + Excerpt.of(answer));
        }
        if (given.get().compareTo(BigInteger.valueOf(modulus)) >= 0) {
            return new Verdict.Incorrect(answer, Excerpt.of(answer) + " is not below the modulus " + modulus);
        }
        long x = given.get().longValueExact();
        long leftSide = (factor() * x + sum(left, false)) % modulus;
        return leftSide == right
                ? new Verdict.Correct(answer, "solves " + format())
                : new Verdict.Incorrect(answer, "with x = " + x + " the left side is " + leftSide + ", not " + right);
    }
}
