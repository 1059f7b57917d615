package org.rlvr4j.verifiers.math;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rlvr4j.verifiers.math.expression.Expression;
import org.rlvr4j.verifiers.math.expression.Expression.Relation;
import org.rlvr4j.verifiers.math.expression.Expression.Relation.Operator;
import org.rlvr4j.verifiers.math.expression.Rational;

/**
 * Of a chain of equations the value that it ends with, where the gold answer is a value: {@code a + b = 3 + 4 = 7} answers
 * 7, and {@code x = \frac13 \approx 0.33} answers 1/3, or 0.33 where the gold answer is a decimal.
 */
final class FinalOperand {

    /** Letters that by custom are the unknowns of an equation. */
    private static final Set<String> UNKNOWNS = Set.of("x", "y", "z");

    private static final Rational TEN = Rational.of(10);

    private FinalOperand() {}

    static Expression of(Expression prediction, Expression gold) {
        if (!(prediction instanceof Relation chain) || isAssignment(chain)) {
            return prediction;
        }
        if (gold instanceof Relation equation) {
            return isAssignment(equation) && chain.operators().size() > 1 && !namesSeveral(chain)
                    ? value(chain, isDecimal(equation.operands().get(1)))
                            .<Expression>map(value ->
                                    new Relation(List.of(chain.operands().get(0), value), List.of(Operator.EQUAL)))
                            .orElse(chain)
                    : chain;
        }
        return isStatement(gold) || isEquationOfUnknowns(chain) || isLooseEstimate(chain)
                ? chain
                : value(chain, isDecimal(gold)).orElse(chain);
    }

    /**
     * Tells whether a single equation may be a condition rather than the value of its left side: x² + y² = 13 is a circle,
     * not 13, while m + n = 13 gives what was asked for.
     */
    private static boolean isEquationOfUnknowns(Relation chain) {
        if (chain.operators().size() > 1) {
            return false;
        }
        Expression left = chain.operands().get(0);
        boolean isCondition = left instanceof Expression.Numeral
                || (left instanceof Expression.Sum && isZero(chain.operands().get(1)));
        return isCondition || holdsUnknown(left);
    }

    private static boolean isZero(Expression expression) {
        return expression instanceof Expression.Numeral numeral
                && numeral.value().numerator().signum() == 0;
    }

    private static boolean holdsUnknown(Expression expression) {
        if (expression instanceof Expression.Sum sum) {
            return sum.terms().stream().anyMatch(FinalOperand::isOrHoldsUnknown);
        } else if (expression instanceof Expression.Product product) {
            return product.factors().stream().anyMatch(FinalOperand::isOrHoldsUnknown);
        } else if (expression instanceof Expression.Quotient quotient) {
            return isOrHoldsUnknown(quotient.numerator()) || isOrHoldsUnknown(quotient.denominator());
        } else if (expression instanceof Expression.Power power) {
            return isOrHoldsUnknown(power.base()) || isOrHoldsUnknown(power.exponent());
        } else if (expression instanceof Expression.Negation negation) {
            return isOrHoldsUnknown(negation.operand());
        } else if (expression instanceof Expression.Root root) {
            return isOrHoldsUnknown(root.radicand());
        }
        return expression instanceof Expression.Apply apply
                && apply.function().equals("abs")
                && isOrHoldsUnknown(apply.arguments().get(0));
    }

    private static boolean isOrHoldsUnknown(Expression expression) {
        return expression instanceof Expression.Symbol symbol
                ? UNKNOWNS.contains(symbol.name())
                : holdsUnknown(expression);
    }

    /** Tells whether two numbers are called about equal that are further apart than rounding takes them. */
    private static boolean isLooseEstimate(Relation chain) {
        return chain.operators().equals(List.of(Operator.APPROXIMATELY))
                && chain.operands().get(0) instanceof Expression.Numeral left
                && chain.operands().get(1) instanceof Expression.Numeral right
                && left.value()
                                .minus(right.value())
                                .times(TEN)
                                .numerator()
                                .abs()
                                .multiply(left.value().denominator())
                                .compareTo(left.value()
                                        .numerator()
                                        .abs()
                                        .multiply(left.value()
                                                .minus(right.value())
                                                .denominator()))
                        > 0;
    }

    /** The value that a chain ends with; of two that are only about equal the first, unless a decimal is asked for. */
    private static Optional<Expression> value(Relation chain, boolean decimal) {
        List<Expression> operands = chain.operands();
        int last = chain.operators().size() - 1;
        for (int i = 0; i < last; i++) {
            if (chain.operators().get(i) != Operator.EQUAL) {
                return Optional.empty();
            }
        }
        boolean namesOnly = last == 0 && operands.get(0) instanceof Expression.Symbol;
        return switch (chain.operators().get(last)) {
            case EQUAL -> Optional.of(operands.get(last + 1));
            case APPROXIMATELY -> Optional.of(operands.get(decimal || namesOnly ? last + 1 : last));
            default -> Optional.empty();
        };
    }

    /** x = y = 5 says more than x = 5. */
    private static boolean namesSeveral(Relation chain) {
        return chain.operands().subList(1, chain.operands().size()).stream()
                .anyMatch(Expression.Symbol.class::isInstance);
    }

    /** What the comparator itself knows: one symbol and its value. */
    private static boolean isAssignment(Relation chain) {
        return chain.operators().equals(List.of(Operator.EQUAL))
                && chain.operands().get(0) instanceof Expression.Symbol;
    }

    private static boolean isStatement(Expression gold) {
        return gold instanceof Expression.Congruence
                || gold instanceof Expression.Conjunction
                || gold instanceof Expression.Disjunction
                || gold instanceof Expression.Sequence;
    }

    /** Whether an answer is a number that was written with a decimal point. */
    static boolean isDecimal(Expression gold) {
        Expression bare = gold instanceof Expression.Negation negation ? negation.operand() : gold;
        return bare instanceof Expression.Numeral numeral && numeral.decimals() >= 0;
    }
}
