package org.rlvr4j.verifiers.math.comparison;

import java.util.List;
import java.util.regex.Pattern;
import org.rlvr4j.verifiers.math.expression.Expression;

/** Takes remarks such as {@code k ∈ ℤ} away from the answers that they explain. */
final class Parameters {

    private static final Pattern FOR_ALL = Pattern.compile(
            "(for )?(all|every|any|each)( (real|values of|numbers?|positive|integers?))*+( [a-z])?( in .{1,20})?");

    private Parameters() {}

    static Expression without(Expression expression) {
        List<Expression> all = parts(expression);
        List<Expression> kept =
                all.stream().filter(part -> !isRemark(part, all)).toList();
        if (kept.size() == all.size() || kept.isEmpty()) {
            return expression;
        }
        if (kept.size() == 1) {
            return kept.get(0);
        }
        return expression instanceof Expression.Conjunction
                ? new Expression.Conjunction(kept)
                : new Expression.Sequence(kept, false);
    }

    private static List<Expression> parts(Expression expression) {
        if (expression instanceof Expression.Sequence sequence && !sequence.bracketed()) {
            return sequence.elements();
        }
        return expression instanceof Expression.Conjunction conjunction ? conjunction.statements() : List.of();
    }

    /** A remark says that a symbol which another part uses is a whole number. */
    private static boolean isRemark(Expression part, List<Expression> all) {
        if (isForAll(part)) {
            return all.stream().anyMatch(Parameters::isEquationOfFunction);
        }
        if (!(part instanceof Expression.Relation relation)
                || relation.operands().size() != 2
                || relation.operators().get(0) != Expression.Relation.Operator.ELEMENT_OF
                || !(relation.operands().get(0) instanceof Expression.Symbol symbol)
                || !(relation.operands().get(1) instanceof Expression.NamedSet set)) {
            return false;
        }
        if (set.name() == Expression.NamedSet.Name.REALS) {
            return all.stream().anyMatch(other -> other != part && isEquationOfFunction(other));
        }
        boolean whole =
                set.name() == Expression.NamedSet.Name.INTEGERS || set.name() == Expression.NamedSet.Name.NATURALS;
        return whole && all.stream().anyMatch(other -> other != part && usesInValue(other, symbol.name()));
    }

    /** "for all x" behind an equation, which is read as the words "all x" or as the set that x runs through. */
    private static boolean isForAll(Expression part) {
        return (part instanceof Expression.NamedSet set && set.name() == Expression.NamedSet.Name.REALS)
                || (part instanceof Expression.Text text
                        && FOR_ALL.matcher(text.words()).matches());
    }

    private static boolean isEquationOfFunction(Expression part) {
        return part instanceof Expression.Relation relation
                && relation.operators().get(0) == Expression.Relation.Operator.EQUAL
                && relation.operands().get(0) instanceof Expression.Apply;
    }

    private static boolean usesInValue(Expression other, String name) {
        boolean named = other instanceof Expression.Relation relation
                && relation.operands().get(0) instanceof Expression.Symbol symbol
                && symbol.name().equals(name);
        return !named && Mentions.symbol(other, name);
    }
}
