package org.rlvr4j.verifiers.math.expression;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.verifiers.math.expression.Expression.Constant;
import org.rlvr4j.verifiers.math.expression.Expression.NamedSet;
import org.rlvr4j.verifiers.math.expression.Expression.Negation;
import org.rlvr4j.verifiers.math.expression.Expression.Numeral;
import org.rlvr4j.verifiers.math.expression.Expression.Product;
import org.rlvr4j.verifiers.math.expression.Expression.Quotient;
import org.rlvr4j.verifiers.math.expression.Expression.Relation;
import org.rlvr4j.verifiers.math.expression.Expression.Sum;
import org.rlvr4j.verifiers.math.expression.Expression.Symbol;
import org.rlvr4j.verifiers.math.expression.Expression.Tuple;
import org.rlvr4j.verifiers.math.expression.Token.Kind;

/**
 * Reads vectors in terms of the unit vectors: <code>3\mathbf{i}-4\mathbf{j}</code> is the tuple (3, −4).
 *
 * <p>Bold i without a bold j or k is the imaginary unit. Letters without an accent are unit vectors only where i stands beside
 * j, and with numbers alone.
 */
final class UnitVectors {

    /** What the lexer writes before a bold letter that may be a unit vector or a set of numbers. */
    static final String BOLD = "bold ";

    private static final String ACCENTED = "hat ";

    private static final String LETTERS = "ijk";

    private UnitVectors() {}

    /** Decides what bold letters are: unit vectors, sets of numbers, or letters. */
    static List<Token> resolveBold(List<Token> tokens) {
        if (tokens.stream().noneMatch(UnitVectors::isBold)) {
            return tokens;
        }
        boolean vectors = tokens.stream()
                .anyMatch(
                        token -> token.text().equals(BOLD + "j") || token.text().equals(BOLD + "k"));
        List<Token> resolved = new ArrayList<>(tokens.size());
        for (int index = 0; index < tokens.size(); index++) {
            Token token = tokens.get(index);
            resolved.add(isBold(token) ? plain(tokens, index, vectors) : token);
        }
        return resolved;
    }

    private static boolean isBold(Token token) {
        return token.is(Kind.LETTER) && token.text().startsWith(BOLD);
    }

    private static Token plain(List<Token> tokens, int index, boolean vectors) {
        Token token = tokens.get(index);
        String letter = token.text().substring(BOLD.length());
        int before = index > 1 && tokens.get(index - 1).is(Kind.GROUP) ? index - 2 : index - 1;
        boolean accented = before >= 0 && tokens.get(before).is(Kind.ACCENT);
        if (LETTERS.contains(letter)) {
            return vectors && !accented
                    ? with(token, Kind.LETTER, ACCENTED + letter)
                    : with(token, Kind.LETTER, letter);
        }
        boolean alone = tokens.size() == 2;
        boolean member = index > 0
                && tokens.get(index - 1).is(Kind.RELATION)
                && tokens.get(index - 1).text().equals("ELEMENT_OF");
        return alone || member ? with(token, Kind.NAMED_SET, setName(letter)) : with(token, Kind.LETTER, letter);
    }

    private static String setName(String letter) {
        NamedSet.Name name = switch (letter) {
            case "R" -> NamedSet.Name.REALS;
            case "Z" -> NamedSet.Name.INTEGERS;
            case "Q" -> NamedSet.Name.RATIONALS;
            case "N" -> NamedSet.Name.NATURALS;
            default -> NamedSet.Name.COMPLEXES;
        };
        return name.name();
    }

    private static Token with(Token token, Kind kind, String text) {
        return new Token(kind, text, token.position(), token.spaced(), token.upright());
    }

    /** Writes a linear combination of unit vectors as a tuple; anything else stays. */
    static Expression asTuple(Expression answer) {
        if (answer instanceof Relation relation
                && relation.operators().equals(List.of(Relation.Operator.EQUAL))
                && relation.operands().get(0) instanceof Symbol) {
            Expression value = combination(relation.operands().get(1), false);
            return value == null
                    ? answer
                    : new Relation(List.of(relation.operands().get(0), value), relation.operators());
        }
        Expression tuple = combination(answer, false);
        if (tuple == null) {
            tuple = combination(answer, true);
        }
        return tuple == null ? answer : tuple;
    }

    private static @Nullable Expression combination(Expression expression, boolean plain) {
        if (!(expression instanceof Sum) && plain) {
            return null;
        }
        List<List<Expression>> coordinates = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        if (!collect(expression, List.of(), false, plain, coordinates)) {
            return null;
        }
        int last = coordinates.get(2).isEmpty() ? 1 : 2;
        boolean certain =
                !plain || (!coordinates.get(0).isEmpty() && !coordinates.get(1).isEmpty());
        if (!certain) {
            return null;
        }
        List<Expression> entries = new ArrayList<>();
        for (int axis = 0; axis <= last; axis++) {
            List<Expression> terms = coordinates.get(axis);
            entries.add(terms.isEmpty() ? Numeral.of(0) : terms.size() == 1 ? terms.get(0) : new Sum(terms));
        }
        return new Tuple(entries);
    }

    /** Adds the coefficients of an expression, times those outside it, to the coordinates; false if it is not linear. */
    private static boolean collect(
            Expression expression,
            List<Expression> outside,
            boolean negative,
            boolean plain,
            List<List<Expression>> coordinates) {
        int axis = axis(expression, plain);
        if (axis >= 0) {
            coordinates.get(axis).add(signed(product(outside), negative));
            return true;
        }
        if (expression instanceof Negation negation) {
            return collect(negation.operand(), outside, !negative, plain, coordinates);
        }
        if (expression instanceof Sum sum) {
            return sum.terms().stream().allMatch(term -> collect(term, outside, negative, plain, coordinates));
        }
        if (expression instanceof Quotient quotient) {
            List<Expression> factors = new ArrayList<>(outside);
            factors.add(new Quotient(Numeral.of(1), quotient.denominator()));
            return isScalar(quotient.denominator(), plain)
                    && collect(quotient.numerator(), factors, negative, plain, coordinates);
        }
        return expression instanceof Product product && collect(product, outside, negative, plain, coordinates);
    }

    private static boolean collect(
            Product product,
            List<Expression> outside,
            boolean negative,
            boolean plain,
            List<List<Expression>> coordinates) {
        List<Expression> scalars = new ArrayList<>(outside);
        List<Expression> vectors = new ArrayList<>();
        for (Expression factor : product.factors()) {
            (isScalar(factor, plain) ? scalars : vectors).add(factor);
        }
        return vectors.size() == 1 && collect(vectors.get(0), scalars, negative, plain, coordinates);
    }

    private static Expression product(List<Expression> factors) {
        return factors.isEmpty() ? Numeral.of(1) : factors.size() == 1 ? factors.get(0) : new Product(factors);
    }

    private static Expression signed(Expression expression, boolean negative) {
        return negative ? new Negation(expression) : expression;
    }

    private static boolean isScalar(Expression expression, boolean plain) {
        return plain
                ? Children.of(expression).stream().allMatch(child -> isScalar(child, true))
                        && !(expression instanceof Symbol)
                        && !expression.equals(new Constant(Constant.Known.I))
                : axis(expression, false) < 0
                        && Children.of(expression).stream().allMatch(child -> isScalar(child, false));
    }

    /** Returns 0, 1 or 2 for i, j and k; −1 for anything else. */
    private static int axis(Expression expression, boolean plain) {
        if (plain && expression.equals(new Constant(Constant.Known.I))) {
            return 0;
        }
        if (!(expression instanceof Symbol symbol)) {
            return -1;
        }
        String name = symbol.name();
        boolean accented = name.startsWith(ACCENTED) || name.startsWith("vec ");
        String letter = accented ? name.substring(4) : plain ? name : "";
        return letter.length() == 1 ? LETTERS.indexOf(letter) : -1;
    }
}
