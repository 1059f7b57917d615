package org.rlvr4j.verifiers.math.expression;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.verifiers.math.expression.Expression.Conjunction;
import org.rlvr4j.verifiers.math.expression.Expression.Disjunction;
import org.rlvr4j.verifiers.math.expression.Expression.Relation;
import org.rlvr4j.verifiers.math.expression.Expression.Relation.Operator;
import org.rlvr4j.verifiers.math.expression.Expression.Sequence;

/**
 * What items in a row mean together.
 *
 * <p>Values are a {@link Sequence}; statements hold together. Equations that give one unknown several values are its
 * solutions, however they are joined: {@code x = 1, x = 2}, {@code x = 1 and x = 2}, {@code x = 1, 2} and {@code x = 1 or x =
 * 2} are all the same {@link Disjunction}. A semicolon separates solutions that are themselves several equations.
 */
final class Combination {

    private Combination() {}

    /**
     * Joins items.
     *
     * @param rows by "or", then by semicolons, then by commas and "and"
     * @param wedge whether a ∧ was among the separators
     * @param vee whether a ∨ was
     */
    static Expression of(List<List<List<Expression>>> rows, boolean wedge, boolean vee) {
        if (rows.size() == 1) {
            return row(rows.get(0), wedge);
        }
        if (!wedge && !vee && isFlat(rows)) {
            List<Expression> items = new ArrayList<>();
            rows.forEach(groups -> groups.forEach(items::addAll));
            return new Disjunction(distributed(items));
        }
        List<Expression> alternatives = new ArrayList<>();
        for (List<List<Expression>> groups : rows) {
            alternatives.add(row(groups, wedge));
        }
        return new Disjunction(distributed(alternatives));
    }

    /** Tells whether the commas before the last "or" stand for "or" as well: {@code 1, 2 or 3}. */
    private static boolean isFlat(List<List<List<Expression>>> rows) {
        List<Expression> all = new ArrayList<>();
        rows.forEach(groups -> groups.forEach(all::addAll));
        boolean values = all.stream().noneMatch(StatementParser::isStatement);
        boolean oneUnknown = all.stream().allMatch(item -> subject(item) != null)
                && all.stream().map(Combination::subject).distinct().count() == 1;
        boolean firstNamesUnknown =
                subject(all.get(0)) != null && all.stream().skip(1).noneMatch(StatementParser::isStatement);
        return values || oneUnknown || firstNamesUnknown;
    }

    private static Expression row(List<List<Expression>> groups, boolean wedge) {
        if (groups.size() == 1) {
            return items(groups.get(0), wedge);
        }
        List<Expression> combined = new ArrayList<>();
        for (List<Expression> group : groups) {
            combined.add(items(group, wedge));
        }
        boolean systems = combined.stream().anyMatch(item -> item instanceof Conjunction)
                && combined.stream().allMatch(StatementParser::isStatement);
        if (systems) {
            return new Disjunction(combined);
        }
        List<Expression> flat = new ArrayList<>();
        groups.forEach(flat::addAll);
        return items(flat, wedge);
    }

    private static Expression items(List<Expression> items, boolean wedge) {
        if (items.size() == 1) {
            return items.get(0);
        }
        if (wedge) {
            return new Conjunction(items);
        }
        if (isSolutions(items)) {
            return new Disjunction(distributed(items));
        }
        if (items.stream().allMatch(StatementParser::isStatement)) {
            return new Conjunction(items);
        }
        return new Sequence(items, false);
    }

    private static boolean isSolutions(List<Expression> items) {
        Expression unknown = subject(items.get(0));
        if (unknown == null) {
            return false;
        }
        Set<Expression> values = new HashSet<>();
        for (Expression item : items) {
            Expression other = subject(item);
            boolean value = !StatementParser.isStatement(item);
            if (!value && !unknown.equals(other)) {
                return false;
            }
            values.add(value ? item : ((Relation) item).operands().get(1));
        }
        return values.size() > 1;
    }

    /** Writes {@code x = 1, 2} as {@code x = 1, x = 2}. */
    private static List<Expression> distributed(List<Expression> items) {
        Expression unknown = subject(items.get(0));
        if (unknown == null) {
            return items;
        }
        List<Expression> statements = new ArrayList<>();
        for (Expression item : items) {
            statements.add(
                    StatementParser.isStatement(item)
                            ? item
                            : new Relation(List.of(unknown, ScalarParser.scalar(item)), List.of(Operator.EQUAL)));
        }
        return statements;
    }

    /** Returns what one equation gives a value to, or null. */
    private static @Nullable Expression subject(Expression item) {
        boolean equation = item instanceof Relation relation
                && relation.operators().size() == 1
                && relation.operators().get(0) == Operator.EQUAL
                && StatementParser.isTupleOrLetter(relation.operands().get(0));
        return equation ? ((Relation) item).operands().get(0) : null;
    }
}
