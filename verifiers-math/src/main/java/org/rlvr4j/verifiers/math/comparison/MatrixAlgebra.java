package org.rlvr4j.verifiers.math.comparison;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.verifiers.math.expression.Expression;

/** Works small matrices out: multiples, sums, products, powers, transposes, inverses, determinants. */
final class MatrixAlgebra {

    private static final int LARGEST_DETERMINANT = 6;
    private static final int LARGEST_POWER = 20;

    private final Budget budget;

    MatrixAlgebra(Budget budget) {
        this.budget = budget;
    }

    /** Returns the scalar that a determinant, trace or norm is, or the same tree where it cannot be worked out. */
    Expression scalar(Expression.Apply apply) {
        Expression argument = apply.arguments().get(0);
        if (apply.function().equals("norm")) {
            @Nullable
            List<Expression> entries =
                    argument instanceof Expression.Tuple tuple ? tuple.elements() : vector(matrix(argument));
            return entries == null ? apply : norm(entries);
        }
        Expression.@Nullable Matrix matrix = matrix(argument);
        if (matrix == null || matrix.rows().size() != matrix.rows().get(0).size()) {
            return apply;
        }
        if (apply.function().equals("tr")) {
            List<Expression> diagonal = new ArrayList<>();
            for (int i = 0; i < matrix.rows().size(); i++) {
                diagonal.add(matrix.rows().get(i).get(i));
            }
            return sum(diagonal);
        }
        return matrix.rows().size() <= LARGEST_DETERMINANT ? determinant(matrix.rows()) : apply;
    }

    private static Expression norm(List<Expression> entries) {
        List<Expression> squares = new ArrayList<>();
        for (Expression entry : entries) {
            squares.add(new Expression.Power(new Expression.Apply("abs", List.of(entry)), Expression.Numeral.of(2)));
        }
        return new Expression.Root(sum(squares), Expression.Numeral.of(2));
    }

    /** Returns the entries of a row or a column, or null. */
    static @Nullable List<Expression> vector(Expression.@Nullable Matrix matrix) {
        if (matrix == null) {
            return null;
        }
        if (matrix.rows().size() == 1) {
            return matrix.rows().get(0);
        }
        return matrix.rows().get(0).size() == 1
                ? matrix.rows().stream().map(row -> row.get(0)).toList()
                : null;
    }

    /** Returns the matrix that an expression is, or null. */
    Expression.@Nullable Matrix matrix(Expression expression) {
        if (expression instanceof Expression.Matrix matrix) {
            return matrix;
        } else if (expression instanceof Expression.Negation negation) {
            return scaled(matrix(negation.operand()), Expression.Numeral.of(-1));
        } else if (expression instanceof Expression.Quotient quotient) {
            Expression reciprocal = new Expression.Quotient(Expression.Numeral.of(1), quotient.denominator());
            return holdsMatrix(quotient.denominator()) ? null : scaled(matrix(quotient.numerator()), reciprocal);
        } else if (expression instanceof Expression.Product product && holdsMatrix(product)) {
            return product(product);
        } else if (expression instanceof Expression.Sum sum && holdsMatrix(sum)) {
            return sum(sum);
        } else if (expression instanceof Expression.Power power) {
            return power(power);
        } else if (expression instanceof Expression.Apply apply
                && apply.function().equals("transpose")) {
            return transpose(matrix(apply.arguments().get(0)));
        }
        return null;
    }

    private static boolean holdsMatrix(Expression expression) {
        if (expression instanceof Expression.Product product) {
            return product.factors().stream().anyMatch(MatrixAlgebra::holdsMatrix);
        } else if (expression instanceof Expression.Sum sum) {
            return sum.terms().stream().anyMatch(MatrixAlgebra::holdsMatrix);
        } else if (expression instanceof Expression.Negation negation) {
            return holdsMatrix(negation.operand());
        } else if (expression instanceof Expression.Power power) {
            return holdsMatrix(power.base());
        } else if (expression instanceof Expression.Quotient quotient) {
            return holdsMatrix(quotient.numerator());
        }
        return expression instanceof Expression.Matrix
                || (expression instanceof Expression.Apply apply
                        && apply.function().equals("transpose"));
    }

    private static Expression.@Nullable Matrix scaled(Expression.@Nullable Matrix matrix, Expression factor) {
        if (matrix == null) {
            return null;
        }
        List<List<Expression>> rows = new ArrayList<>();
        for (List<Expression> row : matrix.rows()) {
            List<Expression> scaled = new ArrayList<>();
            row.forEach(entry -> scaled.add(new Expression.Product(List.of(factor, entry))));
            rows.add(scaled);
        }
        return new Expression.Matrix(rows);
    }

    private Expression.@Nullable Matrix product(Expression.Product product) {
        Expression.@Nullable Matrix total = null;
        List<Expression> scalars = new ArrayList<>();
        for (Expression factor : product.factors()) {
            Expression.@Nullable Matrix matrix = matrix(factor);
            if (matrix == null) {
                scalars.add(factor);
            } else {
                total = total == null ? matrix : times(total, matrix);
                if (total == null) {
                    return null;
                }
            }
        }
        return scalars.isEmpty()
                ? total
                : scaled(total, scalars.size() == 1 ? scalars.get(0) : new Expression.Product(scalars));
    }

    private Expression.@Nullable Matrix times(Expression.Matrix a, Expression.Matrix b) {
        int inner = b.rows().size();
        if (a.rows().get(0).size() != inner) {
            return null;
        }
        budget.spend((long) a.rows().size() * inner * b.rows().get(0).size());
        List<List<Expression>> rows = new ArrayList<>();
        for (List<Expression> left : a.rows()) {
            List<Expression> row = new ArrayList<>();
            for (int column = 0; column < b.rows().get(0).size(); column++) {
                List<Expression> terms = new ArrayList<>();
                for (int k = 0; k < inner; k++) {
                    terms.add(new Expression.Product(
                            List.of(left.get(k), b.rows().get(k).get(column))));
                }
                row.add(sum(terms));
            }
            rows.add(row);
        }
        return new Expression.Matrix(rows);
    }

    private static Expression sum(List<Expression> terms) {
        return terms.size() == 1 ? terms.get(0) : new Expression.Sum(terms);
    }

    private Expression.@Nullable Matrix sum(Expression.Sum sum) {
        List<List<List<Expression>>> all = new ArrayList<>();
        for (Expression term : sum.terms()) {
            Expression.@Nullable Matrix matrix = matrix(term);
            if (matrix == null) {
                return null;
            }
            all.add(matrix.rows());
        }
        int height = all.get(0).size();
        int width = all.get(0).get(0).size();
        List<List<Expression>> rows = new ArrayList<>();
        for (int i = 0; i < height; i++) {
            List<Expression> row = new ArrayList<>();
            for (int j = 0; j < width; j++) {
                List<Expression> terms = new ArrayList<>();
                for (List<List<Expression>> one : all) {
                    if (one.size() != height || one.get(0).size() != width) {
                        return null;
                    }
                    terms.add(one.get(i).get(j));
                }
                row.add(sum(terms));
            }
            rows.add(row);
        }
        return new Expression.Matrix(rows);
    }

    private Expression.@Nullable Matrix power(Expression.Power power) {
        if (!holdsMatrix(power.base())) {
            return null;
        }
        Expression.@Nullable Matrix base = matrix(power.base());
        if (base == null) {
            return null;
        }
        if (power.exponent() instanceof Expression.Symbol symbol
                && symbol.name().equals("T")) {
            return transpose(base);
        }
        Expression exponent = power.exponent();
        boolean negative = exponent instanceof Expression.Negation;
        Expression size = exponent instanceof Expression.Negation negation ? negation.operand() : exponent;
        if (!(size instanceof Expression.Numeral numeral) || !numeral.value().isIntegerBetweenOneAnd(LARGEST_POWER)) {
            return numeralIsMinusOne(exponent) ? inverse(base) : null;
        }
        Expression.@Nullable Matrix factor = negative ? inverse(base) : base;
        Expression.@Nullable Matrix total = factor;
        for (int k = numeral.value().numerator().intValue(); k > 1 && total != null && factor != null; k--) {
            total = times(total, factor);
        }
        return total;
    }

    private static boolean numeralIsMinusOne(Expression exponent) {
        return exponent instanceof Expression.Numeral numeral && numeral.value().equals(Nodes.MINUS_ONE);
    }

    private static Expression.@Nullable Matrix transpose(Expression.@Nullable Matrix matrix) {
        if (matrix == null) {
            return null;
        }
        List<List<Expression>> rows = new ArrayList<>();
        for (int j = 0; j < matrix.rows().get(0).size(); j++) {
            int column = j;
            rows.add(matrix.rows().stream().map(row -> row.get(column)).toList());
        }
        return new Expression.Matrix(rows);
    }

    private Expression.@Nullable Matrix inverse(Expression.Matrix matrix) {
        int n = matrix.rows().size();
        if (n != matrix.rows().get(0).size() || n > 4) {
            return null;
        }
        Expression determinant = determinant(matrix.rows());
        List<List<Expression>> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            List<Expression> row = new ArrayList<>();
            for (int j = 0; j < n; j++) {
                Expression cofactor = n == 1 ? Expression.Numeral.of(1) : determinant(minor(matrix.rows(), j, i));
                Expression signed = (i + j) % 2 == 0 ? cofactor : new Expression.Negation(cofactor);
                row.add(new Expression.Quotient(signed, determinant));
            }
            rows.add(row);
        }
        return new Expression.Matrix(rows);
    }

    private Expression determinant(List<List<Expression>> rows) {
        budget.spend(rows.size());
        if (rows.size() == 1) {
            return rows.get(0).get(0);
        }
        List<Expression> terms = new ArrayList<>();
        for (int j = 0; j < rows.size(); j++) {
            Expression term = new Expression.Product(List.of(rows.get(0).get(j), determinant(minor(rows, 0, j))));
            terms.add(j % 2 == 0 ? term : new Expression.Negation(term));
        }
        return new Expression.Sum(terms);
    }

    private static List<List<Expression>> minor(List<List<Expression>> rows, int row, int column) {
        List<List<Expression>> minor = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (i != row) {
                List<Expression> kept = new ArrayList<>(rows.get(i));
                kept.remove(column);
                minor.add(kept);
            }
        }
        return minor;
    }
}
