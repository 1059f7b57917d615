package org.rlvr4j.verifiers.math.countdown;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.rlvr4j.verifiers.math.expression.Rational;

/** Finds every target that some expression over all given numbers reaches. */
final class ReachableTargets {

    private ReachableTargets() {}

    /**
     * Solves by joining all splits of the numbers into two parts.
     *
     * @param numbers at most a few numbers; the work grows about thirtyfold with each
     * @param maxTarget largest target
     * @return the integers from 1 to {@code maxTarget} that are reached, ascending
     */
    static List<Integer> of(List<Integer> numbers, int maxTarget) {
        int all = (1 << numbers.size()) - 1;
        List<Set<Rational>> valuesOfSubset = new ArrayList<>();
        valuesOfSubset.add(Set.of());
        for (int subset = 1; subset <= all; subset++) {
            valuesOfSubset.add(valuesOf(subset, numbers, valuesOfSubset));
        }
        Set<Integer> targets = new TreeSet<>();
        for (Rational value : valuesOfSubset.get(all)) {
            if (value.isIntegerBetweenOneAnd(maxTarget)) {
                targets.add(value.numerator().intValueExact());
            }
        }
        return List.copyOf(targets);
    }

    private static Set<Rational> valuesOf(int subset, List<Integer> numbers, List<Set<Rational>> smaller) {
        Set<Rational> values = new LinkedHashSet<>();
        if (Integer.bitCount(subset) == 1) {
            values.add(Rational.of(numbers.get(Integer.numberOfTrailingZeros(subset))));
        }
        for (int part = (subset - 1) & subset; part > 0; part = (part - 1) & subset) {
            for (Rational left : smaller.get(part)) {
                for (Rational right : smaller.get(subset ^ part)) {
                    for (Operator operator : Operator.ALL) {
                        operator.apply(left, right).ifPresent(values::add);
                    }
                }
            }
        }
        return values;
    }
}
