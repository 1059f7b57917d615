package org.rlvr4j.verifiers.code.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells whether a program's value is the expected one.
 *
 * <p>As Python's {@code ==}, with these differences: NaN equals NaN, floats may differ by a tolerance, a tuple equals a
 * list, and an integer key equals its decimal text, because expected values come from JSON, which has neither tuples nor
 * integer keys. Where the language tells truth values from numbers, so does this. An integer is never compared with an
 * integer by tolerance.
 */
public final class ValueEquality {

    /** Pairs tried at most for the elements of sets that are not equal to the letter. */
    private static final int MAX_PAIRS = 1_000_000;

    private final EqualityOptions options;
    private final boolean boolIsNumber;
    private int pairs;

    private ValueEquality(EqualityOptions options, boolean boolIsNumber) {
        this.options = options;
        this.boolIsNumber = boolIsNumber;
    }

    /**
     * Compares two values.
     *
     * @param expected what was asked for
     * @param actual what the program gave
     * @param options tolerance and strictness
     * @param boolIsNumber whether true equals 1, as in Python
     * @return whether they are equal
     */
    public static boolean equal(Value expected, Value actual, EqualityOptions options, boolean boolIsNumber) {
        return new ValueEquality(options, boolIsNumber).equal(expected, actual);
    }

    private boolean equal(Value expected, Value actual) {
        if (expected instanceof Value.Null && actual instanceof Value.Null) {
            return true;
        }
        if (isNumber(expected) && isNumber(actual)) {
            return numbers(expected, actual);
        }
        if (expected instanceof Value.Sequence left && actual instanceof Value.Sequence right) {
            return (!options.strictTypes() || left.tuple() == right.tuple()) && inOrder(left.items(), right.items());
        }
        if (expected instanceof Value.Unordered left && actual instanceof Value.Unordered right) {
            return (!options.strictTypes() || left.frozen() == right.frozen()) && anyOrder(left.items(), right.items());
        }
        if (expected instanceof Value.Mapping left && actual instanceof Value.Mapping right) {
            return mappings(left.entries(), right.entries());
        }
        if (expected instanceof Value.Known left && actual instanceof Value.Known right) {
            return left.type().equals(right.type()) && inOrder(left.parts(), right.parts());
        }
        if (actual instanceof Value.Known known
                && known.parts().size() == 1
                && known.type().startsWith("collections.")) {
            return equal(expected, known.parts().get(0));
        }
        return !(actual instanceof Value.Handle) && expected.equals(actual);
    }

    private boolean isNumber(Value value) {
        return value instanceof Value.Int
                || value instanceof Value.Real
                || value instanceof Value.Complex
                || (value instanceof Value.Bool && boolIsNumber && !options.strictTypes());
    }

    private boolean numbers(Value expected, Value actual) {
        if (options.strictTypes() && expected.getClass() != actual.getClass()) {
            return false;
        }
        if (expected instanceof Value.Complex || actual instanceof Value.Complex) {
            return near(real(expected), real(actual)) && near(imaginary(expected), imaginary(actual));
        }
        if (expected instanceof Value.Real || actual instanceof Value.Real) {
            return sameExactly(expected, actual) || near(real(expected), real(actual));
        }
        return integer(expected).equals(integer(actual));
    }

    private static boolean sameExactly(Value left, Value right) {
        double a = real(left);
        double b = real(right);
        if (!Double.isFinite(a) || !Double.isFinite(b)) {
            return Double.compare(a, b) == 0 && left.getClass() == right.getClass();
        }
        return exact(left).compareTo(exact(right)) == 0;
    }

    private static BigDecimal exact(Value value) {
        return value instanceof Value.Real real ? new BigDecimal(real.value()) : new BigDecimal(integer(value));
    }

    private boolean near(double expected, double actual) {
        if (Double.isNaN(expected) || Double.isNaN(actual)) {
            return Double.isNaN(expected) && Double.isNaN(actual);
        }
        if (Double.isInfinite(expected) || Double.isInfinite(actual)) {
            return expected == actual;
        }
        double scale = Math.max(Math.abs(expected), Math.abs(actual));
        return expected == actual
                || Math.abs(expected - actual)
                        <= Math.max(options.absoluteTolerance(), options.relativeTolerance() * scale);
    }

    private static BigInteger integer(Value value) {
        if (value instanceof Value.Bool bool) {
            return bool.value() ? BigInteger.ONE : BigInteger.ZERO;
        }
        return ((Value.Int) value).value();
    }

    private static double real(Value value) {
        if (value instanceof Value.Real real) {
            return real.value();
        }
        return value instanceof Value.Complex complex
                ? complex.real()
                : integer(value).doubleValue();
    }

    private static double imaginary(Value value) {
        return value instanceof Value.Complex complex ? complex.imaginary() : 0;
    }

    private boolean inOrder(List<Value> expected, List<Value> actual) {
        if (expected.size() != actual.size()) {
            return false;
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!equal(expected.get(i), actual.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean mappings(List<Value.Entry> expected, List<Value.Entry> actual) {
        if (expected.size() != actual.size()) {
            return false;
        }
        Map<Value, Value> byKey = new HashMap<>();
        // what a program says of itself may name a key twice; no entry is lost by it
        List<Value.Entry> left = new ArrayList<>();
        for (Value.Entry entry : actual) {
            if (byKey.putIfAbsent(entry.key(), entry.value()) != null) {
                left.add(entry);
            }
        }
        List<Value.Entry> rest = new ArrayList<>();
        for (Value.Entry entry : expected) {
            Value found = byKey.get(entry.key());
            if (found == null || !equal(entry.value(), found)) {
                rest.add(entry);
            } else {
                byKey.remove(entry.key());
            }
        }
        byKey.forEach((key, value) -> left.add(new Value.Entry(key, value)));
        return rest.size() == left.size()
                && matched(
                        rest,
                        left,
                        (a, b) ->
                                (equal(a.key(), b.key()) || isTextOf(a.key(), b.key())) && equal(a.value(), b.value()));
    }

    private boolean isTextOf(Value expected, Value actual) {
        return !options.strictTypes()
                && expected instanceof Value.Text text
                && actual instanceof Value.Int integer
                && text.value().equals(integer.value().toString());
    }

    private boolean anyOrder(List<Value> expected, List<Value> actual) {
        if (expected.size() != actual.size()) {
            return false;
        }
        Map<Value, Integer> counts = new HashMap<>();
        actual.forEach(item -> counts.merge(item, 1, Integer::sum));
        List<Value> rest = new ArrayList<>();
        for (Value item : expected) {
            if (counts.getOrDefault(item, 0) > 0) {
                counts.merge(item, -1, Integer::sum);
            } else {
                rest.add(item);
            }
        }
        List<Value> left = new ArrayList<>();
        counts.forEach((item, count) -> {
            for (int i = 0; i < count; i++) {
                left.add(item);
            }
        });
        return matched(rest, left, this::equal);
    }

    /** Pairs each of the one with one of the other; greedy, which is exact as long as near values are not chained. */
    private <T> boolean matched(List<T> expected, List<T> actual, java.util.function.BiPredicate<T, T> same) {
        List<T> open = new ArrayList<>(actual);
        for (T item : expected) {
            int found = -1;
            for (int i = 0; i < open.size() && found < 0; i++) {
                if (++pairs > MAX_PAIRS) {
                    return false;
                }
                if (same.test(item, open.get(i))) {
                    found = i;
                }
            }
            if (found < 0) {
                return false;
            }
            open.remove(found);
        }
        return open.isEmpty();
    }
}
