package org.rlvr4j.verifiers.math.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.verifiers.math.Comparison;
import org.rlvr4j.verifiers.math.expression.Expression;
import org.rlvr4j.verifiers.math.expression.Expression.Relation.Operator;

/** Compares equations, inequalities, chains, systems and congruences up to rearrangement. */
final class RelationComparison {

    private final AnswerComparison answers;
    private final Nodes nodes;
    private final ScalarCompiler compiler;
    private final ScalarEquality equality;

    /** Two sides and what stands between; > and ≥ are turned around. */
    private record Statement(Expression left, Operator operator, Expression right) {}

    RelationComparison(AnswerComparison answers, Nodes nodes, ScalarComparison scalars) {
        this.answers = answers;
        this.nodes = nodes;
        this.compiler = scalars.compiler();
        this.equality = scalars.equality();
    }

    static boolean isStatement(Expression expression) {
        if (expression instanceof Expression.Relation || expression instanceof Expression.Congruence) {
            return true;
        } else if (expression instanceof Expression.Conjunction conjunction) {
            return conjunction.statements().stream().allMatch(RelationComparison::isStatement);
        } else if (expression instanceof Expression.Disjunction disjunction) {
            return disjunction.alternatives().stream().allMatch(RelationComparison::isStatement);
        } else if (expression instanceof Expression.Sequence sequence) {
            return !sequence.bracketed() && sequence.elements().stream().allMatch(RelationComparison::isStatement);
        }
        return expression instanceof Expression.SetOf set
                && !set.elements().isEmpty()
                && set.elements().stream().allMatch(RelationComparison::isStatement);
    }

    Comparison compare(Expression gold, Expression prediction) {
        if (gold instanceof Expression.Disjunction left && prediction instanceof Expression.Disjunction right) {
            return matched(left.alternatives(), right.alternatives());
        }
        if (isEqualityChain(gold) && isEqualityChain(prediction) && sameOperands(gold, prediction)) {
            return Findings.equal("as a chain of equations");
        }
        List<Expression> left = single(gold);
        List<Expression> right = single(prediction);
        if (left.size() == 1 && right.size() == 1) {
            return one(left.get(0), right.get(0));
        }
        return matched(left, right);
    }

    private static boolean isEqualityChain(Expression expression) {
        return expression instanceof Expression.Relation relation
                && relation.operands().size() > 2
                && relation.operators().stream().allMatch(operator -> operator == Operator.EQUAL);
    }

    private static boolean sameOperands(Expression gold, Expression prediction) {
        List<Expression> left = ((Expression.Relation) gold).operands();
        List<Expression> right = ((Expression.Relation) prediction).operands();
        return left.size() == right.size() && Set.copyOf(left).equals(Set.copyOf(right));
    }

    /** Splits systems and chains into single statements. */
    private static List<Expression> single(Expression expression) {
        List<Expression> parts = new ArrayList<>();
        if (expression instanceof Expression.Relation relation) {
            for (int i = 0; i < relation.operators().size(); i++) {
                parts.add(new Expression.Relation(
                        relation.operands().subList(i, i + 2),
                        relation.operators().subList(i, i + 1)));
            }
        } else if (expression instanceof Expression.Conjunction conjunction) {
            conjunction.statements().forEach(statement -> parts.addAll(single(statement)));
        } else if (expression instanceof Expression.Sequence sequence) {
            sequence.elements().forEach(element -> parts.addAll(single(element)));
        } else if (expression instanceof Expression.SetOf set) {
            set.elements().forEach(element -> parts.addAll(single(element)));
        } else {
            parts.add(expression);
        }
        return parts;
    }

    private Comparison matched(List<Expression> left, List<Expression> right) {
        if (left.size() != right.size()) {
            return Findings.different(": " + left.size() + " statements vs " + right.size());
        }
        List<Expression> open = new ArrayList<>(right);
        for (Expression statement : left) {
            boolean found = false;
            for (int i = 0; i < open.size() && !found; i++) {
                if (compare(statement, open.get(i)).isEqual()) {
                    open.remove(i);
                    found = true;
                }
            }
            if (!found) {
                return Findings.different(": a statement has no counterpart");
            }
        }
        return Findings.equal("statement by statement");
    }

    private Comparison one(Expression gold, Expression prediction) {
        if (gold instanceof Expression.Congruence || prediction instanceof Expression.Congruence) {
            return new CongruenceComparison(nodes, compiler, equality).compare(gold, prediction);
        }
        if (!(gold instanceof Expression.Relation left) || !(prediction instanceof Expression.Relation right)) {
            return Findings.different(": statements of other kinds");
        }
        Statement a = turned(left);
        Statement b = turned(right);
        if (a.operator() != b.operator()) {
            return Findings.different(": " + words(a.operator()) + " vs " + words(b.operator()));
        }
        @Nullable Comparison arithmetic = isArithmetic(a.operator()) ? arithmetic(a, b) : null;
        return arithmetic != null ? arithmetic : bySides(a, b);
    }

    private static String words(Operator operator) {
        return operator.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    private static Statement turned(Expression.Relation relation) {
        Expression left = relation.operands().get(0);
        Expression right = relation.operands().get(1);
        return switch (relation.operators().get(0)) {
            case GREATER -> new Statement(right, Operator.LESS, left);
            case GREATER_OR_EQUAL -> new Statement(right, Operator.LESS_OR_EQUAL, left);
            case APPROXIMATELY -> new Statement(left, Operator.EQUAL, right);
            default -> new Statement(left, relation.operators().get(0), right);
        };
    }

    private static boolean isArithmetic(Operator operator) {
        return switch (operator) {
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL -> true;
            default -> false;
        };
    }

    /** Compares the differences of the sides; null where the sides are no scalars. */
    private @Nullable Comparison arithmetic(Statement a, Statement b) {
        Node left;
        Node right;
        try {
            left = nodes.subtract(compiler.compile(a.left()), compiler.compile(a.right()));
            right = nodes.subtract(compiler.compile(b.left()), compiler.compile(b.right()));
        } catch (Halt halt) {
            if (halt.why() != Halt.Why.NOT_SCALAR) {
                throw halt;
            }
            return null;
        }
        if (FreeVariables.of(left).isEmpty() || FreeVariables.of(right).isEmpty()) {
            return null;
        }
        if (!FreeVariables.of(left).equals(FreeVariables.of(right))) {
            return Findings.different(": other variables");
        }
        boolean signed = a.operator() == Operator.LESS || a.operator() == Operator.LESS_OR_EQUAL;
        return new Proportion(nodes, equality).compare(left, right, signed);
    }

    private Comparison bySides(Statement a, Statement b) {
        Comparison straight = sides(a.left(), b.left(), a.right(), b.right());
        boolean symmetric = switch (a.operator()) {
            case EQUAL, NOT_EQUAL, PROPORTIONAL, PARALLEL, PERPENDICULAR -> true;
            default -> false;
        };
        return straight.isEqual() || !symmetric ? straight : sides(a.left(), b.right(), a.right(), b.left());
    }

    private Comparison sides(Expression first, Expression second, Expression third, Expression fourth) {
        Comparison left = answers.compare(first, second);
        return left.isEqual() ? answers.compare(third, fourth) : left;
    }
}
