package org.rlvr4j.verifiers.math.comparison;

import java.util.LinkedHashMap;
import java.util.Map;
import org.rlvr4j.verifiers.math.expression.Rational;

/**
 * A polynomial over atoms with rational coefficients.
 *
 * @param terms coefficients, none zero
 */
record Polynomial(Map<Monomial, Rational> terms) {

    static final Polynomial ZERO = new Polynomial(Map.of());
    static final Polynomial ONE = constant(Nodes.ONE);

    static Polynomial constant(Rational value) {
        return value.numerator().signum() == 0 ? new Polynomial(Map.of()) : new Polynomial(Map.of(Monomial.ONE, value));
    }

    static Polynomial of(Monomial monomial) {
        return new Polynomial(Map.of(monomial, Nodes.ONE));
    }

    boolean isZero() {
        return terms.isEmpty();
    }

    boolean isOne() {
        return equals(ONE);
    }

    Polynomial plus(Polynomial that) {
        Map<Monomial, Rational> sum = new LinkedHashMap<>(terms);
        that.terms.forEach((monomial, coefficient) -> accumulate(sum, monomial, coefficient));
        return new Polynomial(sum);
    }

    Polynomial times(Rational factor) {
        Map<Monomial, Rational> product = new LinkedHashMap<>();
        terms.forEach((monomial, coefficient) -> accumulate(product, monomial, coefficient.times(factor)));
        return new Polynomial(product);
    }

    static void accumulate(Map<Monomial, Rational> sum, Monomial monomial, Rational coefficient) {
        Rational before = sum.get(monomial);
        Rational after = before == null ? coefficient : before.plus(coefficient);
        if (after.numerator().signum() == 0) {
            sum.remove(monomial);
        } else {
            sum.put(monomial, after);
        }
    }
}
