package org.rlvr4j.verifiers.math;

import java.util.List;
import java.util.Optional;
import org.rlvr4j.verifiers.math.expression.Expression;
import org.rlvr4j.verifiers.math.expression.Expression.Relation;
import org.rlvr4j.verifiers.math.expression.Expression.Relation.Operator;

/**
 * Of a chain of equations the value that it ends with, where the gold answer is a value: {@code a + b = 3 + 4 = 7} answers
 * 7, and {@code x = \frac13 \approx 0.33} answers 1/3, or 0.33 where the gold answer is a decimal.
 */
final class FinalOperand {

    private FinalOperand() {}

    static Expression of(Expression prediction, Expression gold) {
        if (!(prediction instanceof Relation chain) || isAssignment(chain)) {
            return prediction;
        }
        if (gold instanceof Relation equation) {
            return isAssignment(equation) && chain.operators().size() > 1
                    ? value(chain, isDecimal(equation.operands().get(1)))
                            .<Expression>map(value ->
                                    new Relation(List.of(chain.operands().get(0), value), List.of(Operator.EQUAL)))
                            .orElse(chain)
                    : chain;
        }
        return isStatement(gold) ? chain : value(chain, isDecimal(gold)).orElse(chain);
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
