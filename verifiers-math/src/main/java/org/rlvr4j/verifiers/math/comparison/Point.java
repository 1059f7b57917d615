package org.rlvr4j.verifiers.math.comparison;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.rlvr4j.verifiers.math.expression.Rational;

/** Values of all variables, made from a seed, the variable's name and the point's number when first asked for. */
final class Point {

    /** From where values are drawn. */
    enum Domain {
        /** Reals of both signs. */
        REAL,
        /** Positive reals. */
        POSITIVE
    }

    private static final BigInteger STEP = BigInteger.ONE.shiftLeft(12);

    private final long seed;
    private final int number;
    private final Domain domain;
    private final Set<String> integers;
    private final Map<String, Value> values = new HashMap<>();

    /** An exact complex value. */
    record Value(Rational re, Rational im) {}

    Point(long seed, int number, Domain domain) {
        this(seed, number, domain, Set.of());
    }

    /** Draws the variables named from the non-negative integers. */
    Point(long seed, int number, Domain domain, Set<String> integers) {
        this.integers = integers;
        this.seed = seed;
        this.number = number;
        this.domain = domain;
    }

    Value value(String variable) {
        return values.computeIfAbsent(variable, this::draw);
    }

    /** Gives the variable of a series its value. */
    void set(String variable, Value value) {
        values.put(variable, value);
    }

    Map<String, Value> values() {
        return values;
    }

    /** Tells whether every variable drawn so far is real. */
    boolean isReal() {
        return values.values().stream().allMatch(value -> value.im().numerator().signum() == 0);
    }

    private Value draw(String variable) {
        long bits = mix(seed ^ mix(variable.hashCode() * 0x9E3779B97F4A7C15L + number));
        if (integers.contains(variable)) {
            return new Value(Rational.of(Math.floorMod(bits, 5 + 2 * number)), Rational.of(0));
        }
        Rational re = real(bits, domain == Domain.REAL && (signs(variable) >> (number % 16) & 1) == 1);
        boolean complex = domain == Domain.REAL && isComplexByCustom(variable) && number % 2 == 1;
        return new Value(re, complex ? real(mix(bits), (bits & 1) == 1) : Rational.of(0));
    }

    /** Mixes signs so that few points meet every combination of signs of two or three variables. */
    private long signs(String variable) {
        return mix(seed + 31L * variable.hashCode()) | 1L << Math.floorMod(variable.hashCode(), 4);
    }

    private static boolean isComplexByCustom(String variable) {
        return variable.startsWith("z") || variable.startsWith("w");
    }

    private static Rational real(long bits, boolean negative) {
        long steps = 1300L + Math.floorMod(bits, 13_000);
        return new Rational(BigInteger.valueOf(negative ? -steps : steps), STEP);
    }

    static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
