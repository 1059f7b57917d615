package org.rlvr4j.verifiers.math.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.verifiers.math.expression.Expression;
import org.rlvr4j.verifiers.math.expression.Expression.Relation.Operator;

/**
 * A value with the name it is given to: {@code x = 5}, {@code x = 1 or x = 2}, {@code (x, y) = (1, 2)}, {@code x = 1, y = 2}.
 *
 * @param name the variable, several joined by commas in alphabetical order; null for a bare value
 * @param value the value, a set of values, a tuple in alphabetical order of its variables, or a set of such
 */
record Solution(@Nullable String name, Expression value) {

    static Solution of(Expression expression) {
        if (expression instanceof Expression.Relation relation) {
            return ofRelation(relation);
        } else if (expression instanceof Expression.Sequence sequence && !sequence.bracketed()) {
            return ofMany(expression, sequence.elements());
        } else if (expression instanceof Expression.SetOf set && !set.elements().isEmpty()) {
            return ofMany(expression, set.elements());
        } else if (expression instanceof Expression.Tuple tuple) {
            return ofMany(expression, tuple.elements());
        } else if (expression instanceof Expression.Conjunction conjunction) {
            return ofMany(expression, conjunction.statements());
        } else if (expression instanceof Expression.Disjunction disjunction) {
            Solution solution = ofMany(expression, disjunction.alternatives());
            return solution.value == expression
                            && disjunction.alternatives().stream().allMatch(Solution::isValue)
                    ? new Solution(null, new Expression.SetOf(disjunction.alternatives()))
                    : solution;
        }
        return bare(expression);
    }

    private static Solution bare(Expression expression) {
        return new Solution(null, expression);
    }

    private static boolean isValue(Expression expression) {
        return !(expression instanceof Expression.Relation || expression instanceof Expression.Conjunction);
    }

    private static Solution ofRelation(Expression.Relation relation) {
        List<Expression> operands = relation.operands();
        Expression first = operands.get(0);
        Expression last = operands.get(operands.size() - 1);
        boolean equation = relation.operators().stream()
                .allMatch(operator -> operator == Operator.EQUAL || operator == Operator.APPROXIMATELY);
        boolean membership = operands.size() == 2 && relation.operators().get(0) == Operator.ELEMENT_OF;
        if (membership && first instanceof Expression.Symbol symbol) {
            return new Solution(symbol.name(), last);
        }
        if (membership && first instanceof Expression.Tuple names && last instanceof Expression.SetOf set) {
            return ofMembers(relation, names.elements(), set.elements());
        }
        if (!equation) {
            return bare(relation);
        }
        if (first instanceof Expression.Tuple names && last instanceof Expression.Tuple values) {
            return ofTuples(relation, names.elements(), values.elements());
        }
        if (operands.size() > 2 && operands.subList(1, operands.size()).stream().anyMatch(Solution::isSymbol)) {
            return isChainOfNames(relation) ? chain(operands) : bare(relation);
        }
        @Nullable String name = name(first);
        if (name != null && !mentions(last, first)) {
            return new Solution(name, last);
        }
        boolean turned = operands.size() == 2 && last instanceof Expression.Symbol && !mentions(first, last);
        return turned ? new Solution(name(last), first) : bare(relation);
    }

    private static boolean isSymbol(Expression expression) {
        return expression instanceof Expression.Symbol;
    }

    /** Tells whether several different names are given one value, as in x = y = 5. */
    static boolean isChainOfNames(Expression.Relation relation) {
        List<Expression> names =
                relation.operands().subList(0, relation.operands().size() - 1);
        Expression value = relation.operands().get(names.size());
        return names.size() > 1
                && relation.operators().stream().allMatch(operator -> operator == Operator.EQUAL)
                && names.stream().allMatch(name -> isSymbol(name) && !mentions(value, name))
                && Set.copyOf(names).size() == names.size();
    }

    private static Solution chain(List<Expression> operands) {
        Map<String, Expression> byName = new TreeMap<>();
        for (Expression name : operands.subList(0, operands.size() - 1)) {
            byName.put(((Expression.Symbol) name).name(), operands.get(operands.size() - 1));
        }
        return tuple(byName);
    }

    /** Reads (x, y) ∈ {(1, 2), (3, 4)}. */
    private static Solution ofMembers(Expression whole, List<Expression> names, List<Expression> members) {
        List<Expression> tuples = new ArrayList<>();
        String label = "";
        for (Expression member : members) {
            Solution solution =
                    member instanceof Expression.Tuple tuple ? ofTuples(whole, names, tuple.elements()) : bare(whole);
            if (solution.name == null) {
                return bare(whole);
            }
            label = solution.name;
            tuples.add(solution.value);
        }
        return tuples.isEmpty() ? bare(whole) : new Solution(label, new Expression.SetOf(tuples));
    }

    private static Solution ofTuples(Expression whole, List<Expression> names, List<Expression> values) {
        Map<String, Expression> byName = new TreeMap<>();
        for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
            @Nullable String name = name(names.get(i));
            if (name != null) {
                byName.put(name, values.get(i));
            }
        }
        return byName.size() == names.size() && byName.size() == values.size() ? tuple(byName) : bare(whole);
    }

    private static Solution tuple(Map<String, Expression> byName) {
        return new Solution(String.join(", ", byName.keySet()), new Expression.Tuple(new ArrayList<>(byName.values())));
    }

    /** Returns what is named: a variable, or an unknown function of variables. */
    private static @Nullable String name(Expression expression) {
        if (expression instanceof Expression.Symbol symbol) {
            return symbol.name();
        }
        if (expression instanceof Expression.Apply apply
                && !Evaluator.isKnown(apply.function())
                && apply.arguments().stream().allMatch(Expression.Symbol.class::isInstance)) {
            StringBuilder name = new StringBuilder(apply.function()).append('(');
            for (Expression argument : apply.arguments()) {
                name.append(((Expression.Symbol) argument).name()).append(';');
            }
            return name.append(')').toString();
        }
        return null;
    }

    private static boolean mentions(Expression value, Expression named) {
        return named instanceof Expression.Symbol symbol
                ? Mentions.symbol(value, symbol.name())
                : Mentions.function(value, ((Expression.Apply) named).function());
    }

    private static Solution ofMany(Expression whole, List<Expression> parts) {
        List<Solution> solutions = parts.stream().map(Solution::of).toList();
        Set<String> names = new LinkedHashSet<>();
        int named = 0;
        for (Solution solution : solutions) {
            if (solution.name != null) {
                names.add(solution.name);
                named++;
            }
        }
        if (named == 0) {
            return bare(whole);
        }
        if (names.size() == 1 && solutions.get(0).name != null && !(whole instanceof Expression.Tuple)) {
            return named == parts.size() || whole instanceof Expression.Sequence ? sameName(solutions) : bare(whole);
        }
        if (named < parts.size() || whole instanceof Expression.Disjunction) {
            return bare(whole);
        }
        return distinctNames(whole, solutions, names);
    }

    private static Solution sameName(List<Solution> solutions) {
        List<Expression> values = new ArrayList<>();
        for (Solution solution : solutions) {
            if (solution.value instanceof Expression.SetOf set) {
                values.addAll(set.elements());
            } else if (solution.value instanceof Expression.Sequence sequence && !sequence.bracketed()) {
                values.addAll(sequence.elements());
            } else {
                values.add(solution.value);
            }
        }
        return new Solution(solutions.get(0).name, new Expression.SetOf(values));
    }

    /** Joins x = 1, y = 2; and x = 1, y = 2, x = 3, y = 4 into two tuples. */
    private static Solution distinctNames(Expression whole, List<Solution> solutions, Set<String> names) {
        int width = names.size();
        if (solutions.size() % width != 0) {
            return bare(whole);
        }
        List<Expression> tuples = new ArrayList<>();
        String label = "";
        for (int start = 0; start < solutions.size(); start += width) {
            Map<String, Expression> byName = new LinkedHashMap<>();
            for (Solution solution : solutions.subList(start, start + width)) {
                byName.put(solution.name == null ? "" : solution.name, solution.value);
            }
            if (byName.size() < width) {
                return bare(whole);
            }
            Solution tuple = tuple(new TreeMap<>(byName));
            label = tuple.name == null ? "" : tuple.name;
            tuples.add(tuple.value);
        }
        return new Solution(label, tuples.size() == 1 ? tuples.get(0) : new Expression.SetOf(tuples));
    }
}
