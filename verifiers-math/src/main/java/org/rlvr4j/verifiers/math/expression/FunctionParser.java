package org.rlvr4j.verifiers.math.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.verifiers.math.expression.Expression.Apply;
import org.rlvr4j.verifiers.math.expression.Expression.Bound;
import org.rlvr4j.verifiers.math.expression.Expression.Constant;
import org.rlvr4j.verifiers.math.expression.Expression.Interval;
import org.rlvr4j.verifiers.math.expression.Expression.Negation;
import org.rlvr4j.verifiers.math.expression.Expression.Numeral;
import org.rlvr4j.verifiers.math.expression.Expression.Power;
import org.rlvr4j.verifiers.math.expression.Expression.Product;
import org.rlvr4j.verifiers.math.expression.Expression.Quotient;
import org.rlvr4j.verifiers.math.expression.Expression.Relation;
import org.rlvr4j.verifiers.math.expression.Expression.SetOf;
import org.rlvr4j.verifiers.math.expression.Expression.Symbol;
import org.rlvr4j.verifiers.math.expression.Expression.Tuple;
import org.rlvr4j.verifiers.math.expression.Token.Kind;

/** Reads functions and their arguments, and the operators that bind a variable. */
final class FunctionParser {

    private static final Map<String, String> INVERSES = Map.of(
            "sin", "arcsin", "cos", "arccos", "tan", "arctan", "cot", "arccot", "sec", "arcsec", "csc", "arccsc",
            "sinh", "arsinh", "cosh", "arcosh", "tanh", "artanh");

    private static final Set<String> UNARY = Set.of("abs", "floor", "ceil", "norm", "factorial", "transpose");

    private static final Set<String> FUNCTION_LETTERS = Set.of("f", "g");

    private static final Set<String> POSSIBLE_FUNCTION_LETTERS = Set.of(
            "h", "F", "G", "H", "P", "Q", "R", "S", "T", "N", "A", "C", "V", "M", "B", "D", "p", "q", "phi", "varphi",
            "psi", "Phi");

    private static final int MAX_LOOKAHEAD = 60;

    private final Grammar grammar;
    private final TokenCursor cursor;

    FunctionParser(Grammar grammar) {
        this.grammar = grammar;
        cursor = grammar.cursor;
    }

    Expression function() {
        cursor.enter();
        String name = cursor.take().text();
        @Nullable Expression base = null;
        @Nullable Expression exponent = null;
        while (cursor.at(Kind.UNDERSCORE) || cursor.at(Kind.CARET)) {
            if (cursor.take().is(Kind.UNDERSCORE)) {
                base = subscript();
            } else {
                exponent = grammar.scalars.exponent();
            }
        }
        if (base == null && name.equals("log") && isTightBase()) {
            Token digits = cursor.take();
            base = Numbers.numeral(digits.text(), digits.position());
        }
        if (isInverse(exponent) && INVERSES.containsKey(name)) {
            name = INVERSES.getOrDefault(name, name);
            exponent = null;
        }
        Expression applied = apply(name, base);
        cursor.leave();
        return exponent == null ? applied : new Power(applied, exponent);
    }

    private Expression apply(String name, @Nullable Expression base) {
        if (base != null && !name.equals("log") && !name.equals("ln") && !name.equals("lg")) {
            throw cursor.failure("a subscript of a function");
        }
        List<Expression> arguments = new ArrayList<>();
        arguments(name).forEach(argument -> arguments.add(ScalarParser.scalar(argument)));
        boolean tooMany = name.equals("log") && arguments.size() > 2;
        if (tooMany || (arguments.size() > 1 && (base != null || UNARY.contains(name)))) {
            throw cursor.failure("a function of one argument with several");
        }
        if (base != null) {
            arguments.add(base);
        }
        return new Apply(base == null ? name : "log", arguments);
    }

    private static boolean isInverse(@Nullable Expression exponent) {
        return exponent instanceof Negation negation && negation.operand().equals(Numeral.of(1));
    }

    /** A base without braces is one digit in LaTeX; {@code \log_10} and {@code log_16(x)} mean the whole number. */
    private Expression subscript() {
        if (cursor.at(Kind.NUMBER)
                && !cursor.at(Kind.END, 1)
                && !cursor.peek().text().startsWith("10")) {
            boolean whole = grammar.scalars.startsFactor(new Symbol("x")) && isArgumentStart(cursor.peek(1));
            if (whole) {
                Token number = cursor.take();
                return Numbers.numeral(number.text(), number.position());
            }
        }
        if (cursor.at(Kind.NUMBER) && cursor.peek().text().equals("10") && isArgumentStart(cursor.peek(1))) {
            cursor.take();
            return Numeral.of(10);
        }
        return grammar.atoms.argument();
    }

    private static boolean isArgumentStart(Token token) {
        return switch (token.kind()) {
            case LEFT_PARENTHESIS, LETTER, NUMBER, FRACTION, RADICAL, GROUP, CARET, LEFT_BAR, BAR -> true;
            default -> false;
        };
    }

    /** Recognises {@code log2(8)}. */
    private boolean isTightBase() {
        return cursor.at(Kind.NUMBER) && !cursor.peek().spaced() && cursor.at(Kind.LEFT_PARENTHESIS, 1);
    }

    private List<Expression> arguments(String name) {
        if (cursor.at(Kind.LEFT_PARENTHESIS)) {
            Expression inside = grammar.brackets.bracket();
            return elements(inside);
        }
        if (cursor.at(Kind.LEFT_BRACE)) {
            Expression inside = grammar.brackets.bracket();
            return inside instanceof SetOf set && !set.elements().isEmpty() ? set.elements() : List.of(inside);
        }
        if (cursor.at(Kind.LEFT_BRACKET)) {
            return List.of(ScalarParser.scalar(grammar.brackets.bracket()));
        }
        if (cursor.at(Kind.GROUP) && !Vocabulary.FUNCTIONS.containsValue(name)) {
            return List.of(grammar.atoms.argument());
        }
        return elements(bareArgument());
    }

    /** Reads {@code 2x} of {@code \sin 2x}: factors without a sign, up to the next function or bracket. */
    private Expression bareArgument() {
        if (cursor.accept(Kind.MINUS)) {
            cursor.enter();
            Expression negated = new Negation(bareArgument());
            cursor.leave();
            return negated;
        }
        List<Expression> factors = new ArrayList<>();
        factors.add(ScalarParser.scalar(grammar.scalars.factor()));
        while (continuesArgument(factors)) {
            factors.add(ScalarParser.scalar(grammar.scalars.factor()));
        }
        Expression argument = factors.size() == 1 ? factors.get(0) : new Product(factors);
        return isConstantAngle(factors) && cursor.at(Kind.SLASH) && cursor.at(Kind.NUMBER, 1)
                ? quotient(argument)
                : argument;
    }

    /** Takes the denominator of {@code \cos \pi/5}, which no one writes for a fifth of cos π. */
    private Expression quotient(Expression argument) {
        cursor.take();
        Token number = cursor.take();
        return new Quotient(argument, Numbers.numeral(number.text(), number.position()));
    }

    private static boolean isConstantAngle(List<Expression> factors) {
        return factors.stream().allMatch(factor -> factor instanceof Numeral || factor instanceof Constant)
                && factors.contains(new Constant(Constant.Known.PI));
    }

    private boolean continuesArgument(List<Expression> factors) {
        if (!grammar.scalars.startsFactor(factors.get(factors.size() - 1)) || factors.get(0) instanceof Apply) {
            return false;
        }
        return switch (cursor.peek().kind()) {
            case NUMBER, LETTER, FRACTION, RADICAL, ACCENT, GROUP -> true;
            case LEFT_PARENTHESIS -> factors.stream().allMatch(factor -> factor instanceof Numeral);
            default -> false;
        };
    }

    // ---------------------------------------------------------------------------------------- named functions

    /** Reads the arguments of a symbol that names a function, or returns null if it does not. */
    @Nullable
    Expression application(String name) {
        if (cursor.at(Kind.CARET) && FUNCTION_LETTERS.contains(base(name))) {
            return inverseApplication(name);
        }
        if (!cursor.at(Kind.LEFT_PARENTHESIS)
                || (cursor.peek().spaced() && !FUNCTION_LETTERS.contains(base(name)))
                || cursor.at(Kind.MODULO, 1)) {
            return null;
        }
        boolean certain = FUNCTION_LETTERS.contains(base(name)) || isProbability(name);
        boolean possible = POSSIBLE_FUNCTION_LETTERS.contains(base(name)) || name.endsWith("'");
        boolean simple = isSimpleArgument();
        boolean defined = simple && cursor.at(Kind.RELATION, 3) && isStatementStart();
        if (!certain && !(possible && simple) && !defined) {
            return null;
        }
        Expression inside = grammar.brackets.bracket();
        return new Apply(name, elements(inside));
    }

    static List<Expression> elements(Expression inside) {
        List<Expression> elements = List.of(inside);
        if (inside instanceof Tuple tuple) {
            elements = tuple.elements();
        } else if (inside instanceof Interval interval && !interval.lowerClosed() && !interval.upperClosed()) {
            elements = List.of(interval.lower(), interval.upper());
        }
        return elements.stream().map(ScalarParser::scalar).toList();
    }

    /** Reads {@code f^{-1}(x)}. */
    private @Nullable Expression inverseApplication(String name) {
        boolean inverse = cursor.at(Kind.GROUP, 1)
                && cursor.at(Kind.MINUS, 2)
                && cursor.peek(3).text().equals("1")
                && cursor.at(Kind.END_GROUP, 4)
                && cursor.at(Kind.LEFT_PARENTHESIS, 5);
        if (!inverse) {
            return null;
        }
        for (int taken = 0; taken < 5; taken++) {
            cursor.take();
        }
        Expression inside = grammar.brackets.bracket();
        return new Apply(name + "^{-1}", elements(inside));
    }

    /** Recognises {@code P(A|B)} and {@code P(X = 1)}. */
    private boolean isProbability(String name) {
        boolean event = switch (cursor.peek(2).kind()) {
            case BAR, MID, RELATION, UNION, INTERSECTION -> true;
            default -> false;
        };
        return event && name.equals("P") && cursor.at(Kind.LETTER, 1);
    }

    private boolean isSimpleArgument() {
        return (cursor.at(Kind.LETTER, 1) || cursor.at(Kind.NUMBER, 1)) && cursor.at(Kind.RIGHT_PARENTHESIS, 2);
    }

    private boolean isStatementStart() {
        Token before = cursor.peek(-2);
        return cursor.index() == 1 || before.is(Kind.COMMA) || before.is(Kind.ROW) || before.is(Kind.BEGIN);
    }

    private static String base(String name) {
        int end = 0;
        while (end < name.length() && Character.isLetter(name.charAt(end))) {
            end++;
        }
        return name.substring(0, end);
    }

    /** Reads {@code C(n, k)} and {@code P(n, k)}, or returns null. */
    @Nullable
    Expression namedCombinations() {
        String name = cursor.peek().text();
        boolean letter = name.equals("C") || name.equals("P");
        if (!letter || !cursor.at(Kind.LEFT_PARENTHESIS, 1) || commasInParenthesis() != 1) {
            return null;
        }
        cursor.take();
        Expression inside = grammar.brackets.bracket();
        List<Expression> arguments = elements(inside);
        String function = name.equals("C") ? "binomial" : "permutations";
        return new Apply(arguments.size() == 2 ? function : name, arguments);
    }

    private int commasInParenthesis() {
        int depth = 1;
        int commas = 0;
        for (int ahead = 2; ahead < MAX_LOOKAHEAD && depth > 0; ahead++) {
            switch (cursor.peek(ahead).kind()) {
                case LEFT_PARENTHESIS, LEFT_BRACE, GROUP, LEFT_BRACKET -> depth++;
                case RIGHT_PARENTHESIS, RIGHT_BRACE, END_GROUP, RIGHT_BRACKET -> depth--;
                case COMMA -> commas += depth == 1 ? 1 : 0;
                default -> {}
            }
        }
        return commas;
    }

    // ---------------------------------------------------------------------------------------- bound variables

    Expression bigOperator() {
        cursor.enter();
        Bound.Binder binder = Bound.Binder.valueOf(cursor.take().text());
        @Nullable Expression lower = null;
        @Nullable Expression upper = null;
        while (cursor.at(Kind.UNDERSCORE) || cursor.at(Kind.CARET)) {
            if (cursor.take().is(Kind.UNDERSCORE)) {
                lower = grammar.atoms.argument();
            } else {
                upper = grammar.scalars.exponent();
            }
        }
        if (!(lower instanceof Relation start)
                || !(start.operands().get(0) instanceof Symbol
                        || isImaginaryUnit(start.operands().get(0)))) {
            throw cursor.failure("a sum without a variable and its start");
        }
        boolean overI = isImaginaryUnit(start.operands().get(0));
        grammar.sumsOverI += overI ? 1 : 0;
        Expression body = body();
        grammar.sumsOverI -= overI ? 1 : 0;
        cursor.leave();
        return new Bound(
                binder,
                variable(start.operands().get(0)),
                Optional.of(start.operands().get(1)),
                Optional.ofNullable(upper),
                body);
    }

    private static boolean isImaginaryUnit(Expression expression) {
        return expression.equals(new Constant(Constant.Known.I)) || expression.equals(new Symbol("i"));
    }

    private static String variable(Expression expression) {
        return expression instanceof Symbol symbol ? symbol.name() : "i";
    }

    private Expression body() {
        return ScalarParser.scalar(grammar.scalars.term());
    }

    Expression integral() {
        cursor.enter();
        cursor.take();
        @Nullable Expression lower = null;
        @Nullable Expression upper = null;
        while (cursor.at(Kind.UNDERSCORE) || cursor.at(Kind.CARET)) {
            if (cursor.take().is(Kind.UNDERSCORE)) {
                lower = grammar.atoms.argument();
            } else {
                upper = grammar.scalars.exponent();
            }
        }
        grammar.openIntegrals++;
        Expression body = grammar.scalars.isDifferential() ? Numeral.of(1) : grammar.scalars.sum();
        grammar.openIntegrals--;
        boolean differential = cursor.peek().text().equals("d") && (cursor.at(Kind.LETTER) || cursor.at(Kind.WORD));
        if (!differential) {
            throw cursor.failure("expected the differential of an integral");
        }
        cursor.take();
        String variable = cursor.take().text();
        cursor.leave();
        return new Bound(Bound.Binder.INTEGRAL, variable, Optional.ofNullable(lower), Optional.ofNullable(upper), body);
    }

    Expression limit() {
        cursor.enter();
        cursor.take();
        cursor.expect(Kind.UNDERSCORE, "_");
        Expression approach = grammar.atoms.argument();
        boolean valid = approach instanceof Relation relation
                && relation.operators().equals(List.of(Relation.Operator.MAPS_TO))
                && relation.operands().get(0) instanceof Symbol;
        if (!valid) {
            throw cursor.failure("a limit without a variable and where it goes");
        }
        Relation relation = (Relation) approach;
        Expression body = body();
        cursor.leave();
        return new Bound(
                Bound.Binder.LIMIT,
                variable(relation.operands().get(0)),
                Optional.of(relation.operands().get(1)),
                Optional.empty(),
                body);
    }
}
