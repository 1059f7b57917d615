package org.rlvr4j.verifiers.math.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.rlvr4j.verifiers.math.expression.Expression.Apply;
import org.rlvr4j.verifiers.math.expression.Expression.ClockTime;
import org.rlvr4j.verifiers.math.expression.Expression.Matrix;
import org.rlvr4j.verifiers.math.expression.Expression.Money;
import org.rlvr4j.verifiers.math.expression.Expression.Negation;
import org.rlvr4j.verifiers.math.expression.Expression.Numeral;
import org.rlvr4j.verifiers.math.expression.Expression.Percent;
import org.rlvr4j.verifiers.math.expression.Expression.PlusMinus;
import org.rlvr4j.verifiers.math.expression.Expression.Power;
import org.rlvr4j.verifiers.math.expression.Expression.Product;
import org.rlvr4j.verifiers.math.expression.Expression.Quantity;
import org.rlvr4j.verifiers.math.expression.Expression.Quotient;
import org.rlvr4j.verifiers.math.expression.Expression.Sequence;
import org.rlvr4j.verifiers.math.expression.Expression.Sum;
import org.rlvr4j.verifiers.math.expression.Expression.Symbol;
import org.rlvr4j.verifiers.math.expression.Expression.Text;
import org.rlvr4j.verifiers.math.expression.Expression.Tuple;
import org.rlvr4j.verifiers.math.expression.Token.Kind;

/** Reads sums, products, powers and what is written behind a value. */
final class ScalarParser {

    private static final Set<String> IDLE_ASIDES =
            Set.of("approximately", "approx", "about", "exactly", "exact", "rounded", "simplified");

    private static final Set<String> ORDINAL_ENDINGS = Set.of("th", "st", "nd", "rd");

    private final Grammar grammar;
    private final TokenCursor cursor;

    ScalarParser(Grammar grammar) {
        this.grammar = grammar;
        cursor = grammar.cursor;
    }

    Expression sum() {
        Expression first = signedTerm();
        if (!startsTerm() || (cursor.at(Kind.MINUS) && SetOperations.isSet(first))) {
            return first;
        }
        List<Expression> terms = new ArrayList<>();
        terms.add(scalar(first));
        while (startsTerm()) {
            terms.add(scalar(signedTerm()));
        }
        return new Sum(terms);
    }

    private boolean startsTerm() {
        return cursor.at(Kind.PLUS)
                || cursor.at(Kind.MINUS)
                || cursor.at(Kind.PLUS_MINUS)
                || cursor.at(Kind.MINUS_PLUS);
    }

    private Expression signedTerm() {
        cursor.enter();
        Expression term = switch (cursor.peek().kind()) {
            case PLUS -> {
                cursor.take();
                yield signedTerm();
            }
            case MINUS -> {
                cursor.take();
                yield new Negation(scalar(signedTerm()));
            }
            case PLUS_MINUS, MINUS_PLUS -> {
                boolean minusFirst = cursor.take().is(Kind.MINUS_PLUS);
                yield new PlusMinus(scalar(signedTerm()), minusFirst);
            }
            default -> term();
        };
        cursor.leave();
        return term;
    }

    /** Reads a product with the units behind it. */
    Expression term() {
        if (cursor.at(Kind.CURRENCY)) {
            return money();
        }
        Expression left = factor();
        List<Expression> factors = new ArrayList<>(2);
        factors.add(left);
        while (true) {
            if (cursor.at(Kind.TIMES)) {
                cursor.take();
                factors.add(scalar(signedFactor()));
            } else if (cursor.at(Kind.SLASH) && !isUnitFraction(factors)) {
                cursor.take();
                Expression denominator = isDifferentialQuotient(factors) ? differential() : scalar(signedFactor());
                Expression numerator = product(factors);
                factors = new ArrayList<>(2);
                factors.add(new Quotient(scalar(numerator), denominator));
            } else if (cursor.at(Kind.COMPOSE)) {
                cursor.take();
                Expression inner = factor();
                Expression outer = product(factors);
                factors = new ArrayList<>(List.of(new Apply("compose", List.of(scalar(outer), scalar(inner)))));
            } else if (grammar.units.startsUnit()) {
                factors = new ArrayList<>(List.of(measured(product(factors))));
            } else if (isAside()) {
                factors = new ArrayList<>(List.of(aside(product(factors))));
            } else if (startsFactor(factors.get(factors.size() - 1))) {
                addFactor(factors, scalar(factor()));
            } else {
                return product(factors);
            }
        }
    }

    /** Adds to a product, except that degrees, minutes and seconds, or feet and inches, make a sum. */
    private static void addFactor(List<Expression> factors, Expression factor) {
        int last = factors.size() - 1;
        Expression before = factors.get(last);
        if (factor instanceof Quantity && before instanceof Quantity) {
            factors.set(last, new Sum(List.of(before, factor)));
        } else if (factor instanceof Quantity
                && before instanceof Sum sum
                && sum.terms().get(0) instanceof Quantity) {
            List<Expression> terms = new ArrayList<>(sum.terms());
            terms.add(factor);
            factors.set(last, new Sum(terms));
        } else {
            factors.add(factor);
        }
    }

    /** Recognises {@code dy/dx}, whose denominator is one, unlike that of {@code a/bc}. */
    private boolean isDifferentialQuotient(List<Expression> factors) {
        boolean above = factors.stream().anyMatch(ScalarParser::isD);
        return above
                && cursor.at(Kind.LETTER)
                && cursor.peek().text().equals("d")
                && cursor.at(Kind.LETTER, 1)
                && !cursor.peek(1).spaced();
    }

    /** Recognises words in parentheses behind a value: {@code 5\text{ (five)}}. */
    private boolean isAside() {
        return cursor.at(Kind.LEFT_PARENTHESIS)
                && cursor.peek().spaced()
                && cursor.at(Kind.WORD, 1)
                && cursor.peek(1).text().length() > 1
                && !Vocabulary.isConnective(cursor.peek(1).text());
    }

    /** Drops an aside that says nothing new, and reads a unit; one that says something else makes the answer none. */
    private Expression aside(Expression value) {
        cursor.take();
        int start = cursor.index();
        List<Token> words = new ArrayList<>();
        while (cursor.at(Kind.WORD) || cursor.at(Kind.MINUS)) {
            words.add(cursor.take());
        }
        String canonical = Words.canonical(words);
        Expression meaning = Words.meaning(canonical);
        boolean idle = IDLE_ASIDES.contains(canonical) || meaning.equals(value);
        Expression result = value;
        if (!idle) {
            cursor.reset(start);
            if (!(meaning instanceof Text) || !grammar.units.startsUnit()) {
                throw cursor.failure("words in parentheses behind a value");
            }
            result = grammar.units.read(scalar(value));
        }
        cursor.expect(Kind.RIGHT_PARENTHESIS, ")");
        return result;
    }

    private static boolean isD(Expression factor) {
        Expression base = factor instanceof Power power ? power.base() : factor;
        return base instanceof Symbol symbol && symbol.name().equals("d");
    }

    private Expression differential() {
        cursor.take();
        return new Product(List.of(new Symbol("d"), scalar(factor())));
    }

    private Expression signedFactor() {
        cursor.enter();
        Expression factor = switch (cursor.peek().kind()) {
            case MINUS -> {
                cursor.take();
                yield new Negation(scalar(signedFactor()));
            }
            case PLUS -> {
                cursor.take();
                yield signedFactor();
            }
            case CURRENCY -> money();
            default -> factor();
        };
        cursor.leave();
        return factor;
    }

    private static Expression product(List<Expression> factors) {
        return factors.size() == 1
                ? factors.get(0)
                : new Product(factors.stream().map(ScalarParser::scalar).toList());
    }

    /**
     * Makes a part of a formula: square brackets around one value are grouping there, and a word is the name of a quantity.
     */
    static Expression scalar(Expression expression) {
        if (expression instanceof Sequence sequence
                && sequence.bracketed()
                && sequence.elements().size() == 1) {
            return scalar(sequence.elements().get(0));
        }
        if (expression instanceof Text text) {
            if (!text.words().codePoints().allMatch(Character::isLetter)) {
                throw new ParseFailure("words inside a formula", 0);
            }
            return new Symbol(text.words());
        }
        if (expression instanceof ClockTime || (expression instanceof Sequence list && !list.bracketed())) {
            throw new ParseFailure("a list or a time inside a formula", 0);
        }
        return expression;
    }

    private boolean isUnitFraction(List<Expression> factors) {
        Expression last = factors.get(factors.size() - 1);
        return ((last instanceof Quantity || last instanceof Money) && cursor.at(Kind.WORD, 1))
                || grammar.units.isUprightRate();
    }

    /** Wraps a value in the measure that follows it, and adds the next one of a compound such as {@code 5 ft 3 in}. */
    private Expression measured(Expression value) {
        if (acceptPercent()) {
            return new Percent(scalar(value));
        }
        int start = cursor.index();
        Expression quantity = grammar.units.read(scalar(value));
        if (cursor.index() == start) {
            throw cursor.failure("words behind an amount");
        }
        boolean compound = quantity instanceof Quantity && cursor.at(Kind.NUMBER);
        if (!compound) {
            return quantity;
        }
        cursor.enter();
        Expression next = term();
        cursor.leave();
        if (next instanceof Sum sum && sum.terms().get(0) instanceof Quantity) {
            List<Expression> terms = new ArrayList<>(List.of(quantity));
            terms.addAll(sum.terms());
            return new Sum(terms);
        }
        if (next instanceof Quantity) {
            return new Sum(List.of(quantity, next));
        }
        throw cursor.failure("a number behind a unit");
    }

    private boolean acceptPercent() {
        if (cursor.peek().text().equals("per") && cursor.peek(1).text().equals("cent")) {
            cursor.take();
            cursor.take();
            return true;
        }
        return cursor.accept(Kind.PERCENT);
    }

    private Expression money() {
        String currency = cursor.take().text();
        cursor.enter();
        Expression amount = scalar(signedTerm());
        cursor.leave();
        if (amount instanceof Symbol symbol && UnitReader.isNoValue(symbol.name())) {
            throw cursor.failure("expected an amount");
        }
        if (amount instanceof Money money) {
            if (money.currency().equals(currency)) {
                return money;
            }
            throw cursor.failure("an amount of two currencies");
        }
        if (amount instanceof Negation negation) {
            return new Negation(new Money(negation.operand(), currency));
        }
        Expression money = new Money(amount, currency);
        return cursor.at(Kind.SLASH) && cursor.at(Kind.WORD, 1) ? grammar.units.read(money) : money;
    }

    /** Tells whether a factor without a sign of multiplication follows. */
    boolean startsFactor(Expression left) {
        return switch (cursor.peek().kind()) {
            case WORD -> cursor.peek().text().length() == 1 && !isDifferential();
            case NUMBER -> !(left instanceof Numeral) || !cursor.at(Kind.NUMBER, -1);
            case LETTER -> !isDifferential() && !SetOperations.isUnionLetter(cursor, left);
            case FUNCTION,
                    INFINITY,
                    ELLIPSIS,
                    LEFT_BAR,
                    LEFT_DOUBLE_BAR,
                    LEFT_FLOOR,
                    LEFT_CEILING,
                    LEFT_ANGLE,
                    GROUP,
                    FRACTION,
                    BINOMIAL,
                    RADICAL,
                    ACCENT,
                    BIG_OPERATOR,
                    INTEGRAL,
                    LIMIT,
                    BEGIN,
                    MATRIX_MACRO -> true;
            case NAMED_SET -> cursor.at(Kind.NUMBER, -1);
            case LEFT_PARENTHESIS -> !cursor.at(Kind.MODULO, 1) && !isCondition();
            case LEFT_BRACKET -> !grammar.brackets.isClosingLeftBracket();
            case BAR -> opensBar();
            case DOUBLE_BAR -> grammar.openDoubleBars == 0;
            default -> false;
        };
    }

    /** Recognises a condition in parentheses, as in {@code 2k\pi\ (k \in \mathbb{Z})}. */
    boolean isCondition() {
        return cursor.at(Kind.LEFT_PARENTHESIS) && cursor.at(Kind.LETTER, 1) && cursor.at(Kind.RELATION, 2);
    }

    /** Bars pair up; an odd one is left to separate a set's element or to say "divides". */
    private boolean opensBar() {
        return grammar.openBars == 0 && cursor.barsAhead() % 2 == 0;
    }

    boolean isDifferential() {
        return grammar.openIntegrals > 0
                && cursor.peek().text().equals("d")
                && (cursor.at(Kind.LETTER, 1) || cursor.at(Kind.WORD, 1));
    }

    /** Reads an atom with its powers, factorials, primes and degrees. */
    Expression factor() {
        Expression base = grammar.atoms.atom();
        while (true) {
            switch (cursor.peek().kind()) {
                case CARET -> base = power(base);
                case FACTORIAL -> base = factorial(base);
                case DEGREE -> {
                    cursor.take();
                    base = grammar.units.degrees(scalar(base));
                }
                case PRIME, DOUBLE_QUOTE -> {
                    if (!grammar.units.startsMinutes(base)) {
                        throw cursor.failure("a prime behind a value");
                    }
                    base = grammar.units.feetOrMinutes(scalar(base));
                }
                default -> {
                    return base;
                }
            }
        }
    }

    private Expression factorial(Expression operand) {
        cursor.take();
        boolean twice = cursor.at(Kind.FACTORIAL) && !cursor.peek().spaced();
        if (twice) {
            cursor.take();
        }
        return new Apply(twice ? "doublefactorial" : "factorial", List.of(scalar(operand)));
    }

    private Expression power(Expression base) {
        cursor.take();
        if (cursor.at(Kind.PRIME)) {
            throw cursor.failure("a prime behind a value");
        }
        Expression exponent = exponent();
        Expression half = SetOperations.half(base, exponent);
        if (half != null) {
            return half;
        }
        if (base instanceof Numeral && isOrdinalEnding(exponent)) {
            return base;
        }
        boolean transposed = exponent instanceof Symbol symbol
                && (symbol.name().equals("top") || (symbol.name().equals("T") && isTransposable(base)));
        return transposed ? new Apply("transpose", List.of(base)) : new Power(scalar(base), exponent);
    }

    /** Matrices are written as capital letters. */
    private static boolean isTransposable(Expression base) {
        boolean capital = base instanceof Symbol symbol
                && symbol.name().length() == 1
                && Character.isUpperCase(symbol.name().charAt(0));
        return capital || base instanceof Matrix || base instanceof Tuple;
    }

    /** Recognises the ending of {@code 5^{\text{th}}}. */
    private static boolean isOrdinalEnding(Expression exponent) {
        return exponent instanceof Symbol symbol && ORDINAL_ENDINGS.contains(symbol.name());
    }

    Expression exponent() {
        cursor.enter();
        Expression exponent = scalar(signedExponent());
        cursor.leave();
        return exponent;
    }

    private Expression signedExponent() {
        if (cursor.at(Kind.GROUP)) {
            Expression group = signInGroup();
            return cursor.at(Kind.CARET) ? tower(group) : group;
        }
        if (cursor.at(Kind.PLUS) || cursor.at(Kind.MINUS)) {
            return bareSign();
        }
        if (cursor.at(Kind.TIMES)) {
            cursor.take();
            return new Symbol("ast");
        }
        Expression atom = grammar.atoms.atom();
        if (cursor.at(Kind.FACTORIAL)) {
            return atom;
        }
        return cursor.at(Kind.CARET) ? tower(atom) : atom;
    }

    private Expression tower(Expression base) {
        cursor.take();
        return new Power(scalar(base), exponent());
    }

    /** Reads {@code ^-1}, or the sign of {@code 0^+}. */
    private Expression bareSign() {
        boolean minus = cursor.take().is(Kind.MINUS);
        if (!startsFactor(new Symbol("x"))) {
            return new Symbol(minus ? "minus" : "plus");
        }
        Expression exponent = exponent();
        return minus ? new Negation(exponent) : exponent;
    }

    /** Reads <code>{+}</code> of <code>\mathbb{Z}^{+}</code>, or an exponent. */
    private Expression signInGroup() {
        if (cursor.at(Kind.WORD, 1)
                && ORDINAL_ENDINGS.contains(cursor.peek(1).text())
                && cursor.at(Kind.END_GROUP, 2)) {
            cursor.take();
            String ending = cursor.take().text();
            cursor.take();
            return new Symbol(ending);
        }
        if (cursor.at(Kind.END_GROUP, 2)) {
            String sign = switch (cursor.peek(1).kind()) {
                case PLUS -> "plus";
                case MINUS -> "minus";
                case TIMES -> "ast";
                default -> "";
            };
            if (!sign.isEmpty()) {
                cursor.take();
                cursor.take();
                cursor.take();
                return new Symbol(sign);
            }
        }
        return grammar.atoms.argument();
    }
}
