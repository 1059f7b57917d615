package org.rlvr4j.verifiers.math.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.rlvr4j.verifiers.math.expression.Expression.Apply;
import org.rlvr4j.verifiers.math.expression.Expression.Bound;
import org.rlvr4j.verifiers.math.expression.Expression.Congruence;
import org.rlvr4j.verifiers.math.expression.Expression.Conjunction;
import org.rlvr4j.verifiers.math.expression.Expression.Constant;
import org.rlvr4j.verifiers.math.expression.Expression.Disjunction;
import org.rlvr4j.verifiers.math.expression.Expression.Interval;
import org.rlvr4j.verifiers.math.expression.Expression.Matrix;
import org.rlvr4j.verifiers.math.expression.Expression.Money;
import org.rlvr4j.verifiers.math.expression.Expression.NamedSet;
import org.rlvr4j.verifiers.math.expression.Expression.Negation;
import org.rlvr4j.verifiers.math.expression.Expression.Numeral;
import org.rlvr4j.verifiers.math.expression.Expression.Percent;
import org.rlvr4j.verifiers.math.expression.Expression.PlusMinus;
import org.rlvr4j.verifiers.math.expression.Expression.Power;
import org.rlvr4j.verifiers.math.expression.Expression.Product;
import org.rlvr4j.verifiers.math.expression.Expression.Quantity;
import org.rlvr4j.verifiers.math.expression.Expression.Quantity.UnitPower;
import org.rlvr4j.verifiers.math.expression.Expression.Quotient;
import org.rlvr4j.verifiers.math.expression.Expression.Ratio;
import org.rlvr4j.verifiers.math.expression.Expression.Relation;
import org.rlvr4j.verifiers.math.expression.Expression.Relation.Operator;
import org.rlvr4j.verifiers.math.expression.Expression.Root;
import org.rlvr4j.verifiers.math.expression.Expression.Sequence;
import org.rlvr4j.verifiers.math.expression.Expression.SetBuilder;
import org.rlvr4j.verifiers.math.expression.Expression.SetOf;
import org.rlvr4j.verifiers.math.expression.Expression.SetOperation;
import org.rlvr4j.verifiers.math.expression.Expression.Sum;
import org.rlvr4j.verifiers.math.expression.Expression.Symbol;
import org.rlvr4j.verifiers.math.expression.Expression.Text;
import org.rlvr4j.verifiers.math.expression.Expression.Tuple;
import org.rlvr4j.verifiers.math.expression.ParsedAnswer.Parsed;

class ExpressionPrinterProperties {

    @Property(tries = 2000, seed = "20240607")
    void printedTreesAreReadBack(@ForAll("answers") Expression tree) {
        String printed = ExpressionPrinter.print(tree);

        assertEquals(new Parsed(tree), new ExpressionParser().parse(printed), printed);
    }

    @Provide
    Arbitrary<Expression> answers() {
        return Arbitraries.oneOf(scalars(3), collections(), statements(), measures(), words());
    }

    private static Arbitrary<Expression> atoms() {
        Arbitrary<Expression> integers =
                Arbitraries.longs().between(0, 1_000_000).map(Numeral::of);
        Arbitrary<Expression> decimals = Combinators.combine(
                        Arbitraries.longs().between(0, 999_999),
                        Arbitraries.integers().between(1, 6))
                .as((digits, places) ->
                        new Numeral(new Rational(BigInteger.valueOf(digits), BigInteger.TEN.pow(places)), places));
        Arbitrary<Expression> repeating = Combinators.combine(
                        Arbitraries.longs().between(1, 200), Arbitraries.longs().between(2, 97))
                .as((above, below) ->
                        new Numeral(new Rational(BigInteger.valueOf(above), BigInteger.valueOf(below)), -1));
        Arbitrary<Expression> symbols = Arbitraries.of(
                        "x",
                        "y",
                        "alpha",
                        "x_1",
                        "a_{n+1}",
                        "theta_0'",
                        "y''",
                        "vec a",
                        "bar AB",
                        "hat k",
                        "Omega",
                        "x_{max}",
                        "é")
                .map(Symbol::new);
        Arbitrary<Expression> constants = Arbitraries.of(
                        Constant.Known.PI, Constant.Known.E, Constant.Known.I, Constant.Known.INFINITY)
                .map(Constant::new);
        return Arbitraries.oneOf(integers, decimals, repeating, symbols, constants);
    }

    private static Arbitrary<Expression> scalars(int depth) {
        if (depth == 0) {
            return atoms();
        }
        Arbitrary<Expression> part = Arbitraries.lazy(() -> scalars(depth - 1));
        Arbitrary<List<Expression>> parts = part.list().ofMinSize(2).ofMaxSize(4);
        return Arbitraries.oneOf(
                atoms(),
                parts.map(Sum::new),
                parts.map(Product::new),
                Combinators.combine(part, part).as(Quotient::new),
                Combinators.combine(part, part).as(Power::new),
                Combinators.combine(part, part).as(Root::new),
                part.map(Negation::new),
                Combinators.combine(part, Arbitraries.of(true, false)).as(PlusMinus::new),
                Combinators.combine(
                                Arbitraries.of(
                                        "sin",
                                        "arccos",
                                        "ln",
                                        "abs",
                                        "floor",
                                        "ceil",
                                        "factorial",
                                        "doublefactorial",
                                        "f",
                                        "f'",
                                        "g^{-1}",
                                        "norm",
                                        "exp",
                                        "sgn",
                                        "re",
                                        "tr",
                                        "log",
                                        "det"),
                                part)
                        .as((name, argument) -> new Apply(name, List.of(argument))),
                Combinators.combine(Arbitraries.of("log", "binomial", "permutations", "gcd", "mod", "max"), part, part)
                        .as((name, first, second) -> new Apply(name, List.of(first, second))),
                Combinators.combine(part, part, part)
                        .as((lower, upper, body) ->
                                new Bound(Bound.Binder.SUM, "k", Optional.of(lower), Optional.of(upper), body)),
                Combinators.combine(part, part, part)
                        .as((lower, upper, body) ->
                                new Bound(Bound.Binder.INTEGRAL, "t", Optional.of(lower), Optional.of(upper), body)),
                Combinators.combine(part, part)
                        .as((lower, body) ->
                                new Bound(Bound.Binder.LIMIT, "x", Optional.of(lower), Optional.empty(), body)));
    }

    private static Arbitrary<Expression> sets() {
        Arbitrary<Expression> part = scalars(1).filter(ExpressionPrinterProperties::isFinite);
        return Arbitraries.oneOf(
                part.list().ofMaxSize(4).map(SetOf::new),
                Combinators.combine(part, Arbitraries.of(true, false), part, Arbitraries.of(true, false))
                        .as(Interval::new),
                Arbitraries.of(NamedSet.Name.values()).map(NamedSet::new),
                relations().map(condition -> new SetBuilder(new Symbol("x"), condition)));
    }

    private static boolean isFinite(Expression expression) {
        return !expression.toString().contains("INFINITY");
    }

    private static Arbitrary<Expression> collections() {
        Arbitrary<Expression> part = scalars(2).filter(ExpressionPrinterProperties::isFinite);
        Arbitrary<List<Expression>> several = part.list().ofMinSize(2).ofMaxSize(4);
        return Arbitraries.oneOf(
                sets(),
                several.map(Tuple::new),
                several.map(elements -> new Sequence(elements, false)),
                part.list().ofMinSize(3).ofMaxSize(4).map(elements -> new Sequence(elements, true)),
                part.list().ofSize(2).list().ofMinSize(1).ofMaxSize(3).map(Matrix::new),
                Combinators.combine(sets(), sets())
                        .as((left, right) -> new SetOperation(SetOperation.Kind.UNION, List.of(left, right))),
                Combinators.combine(sets(), sets())
                        .as((left, right) -> new SetOperation(SetOperation.Kind.DIFFERENCE, List.of(left, right))));
    }

    private static Arbitrary<Expression> relations() {
        Arbitrary<Operator> operators =
                Arbitraries.of(Operator.values()).filter(operator -> operator != Operator.DIVIDES);
        return Combinators.combine(scalars(2), operators, scalars(2))
                .as((left, operator, right) -> new Relation(List.of(left, right), List.of(operator)));
    }

    private static Arbitrary<Expression> statements() {
        Arbitrary<List<Expression>> several = relations().list().ofMinSize(2).ofMaxSize(3);
        return Arbitraries.oneOf(
                relations(),
                several.map(Conjunction::new),
                several.map(Disjunction::new),
                Combinators.combine(scalars(1), scalars(1), scalars(1)).as(Congruence::new));
    }

    private static Arbitrary<Expression> measures() {
        Arbitrary<Expression> value = scalars(1).filter(expression -> !(expression instanceof Negation));
        Arbitrary<UnitPower> powers = Combinators.combine(
                        Arbitraries.of("centimetre", "hour", "apple", "kilogram", "unit"),
                        Arbitraries.of(-2, -1, 1, 2, 3))
                .as((unit, power) -> new UnitPower(unit, Rational.of(power)));
        return Arbitraries.oneOf(
                value.map(Percent::new),
                Combinators.combine(value, Arbitraries.of("dollar", "euro", "pound", "cent"))
                        .as(Money::new),
                Combinators.combine(value, powers.list().ofMinSize(1).ofMaxSize(2))
                        .as(Quantity::new),
                value.map(angle -> new Quantity(angle, List.of(new UnitPower("degree", Rational.of(1))))),
                scalars(1).list().ofMinSize(2).ofMaxSize(3).map(Ratio::new));
    }

    private static Arbitrary<Expression> words() {
        return Arbitraries.of("east", "no solution", "june 20", "right-angled triangle", "none of the above", "odd")
                .map(Text::new);
    }
}
