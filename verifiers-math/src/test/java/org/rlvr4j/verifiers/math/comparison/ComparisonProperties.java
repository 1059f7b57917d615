package org.rlvr4j.verifiers.math.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.rlvr4j.verifiers.math.AnswerComparator;
import org.rlvr4j.verifiers.math.Comparison;
import org.rlvr4j.verifiers.math.expression.Expression;
import org.rlvr4j.verifiers.math.expression.Expression.Numeral;
import org.rlvr4j.verifiers.math.expression.Expression.Relation.Operator;
import org.rlvr4j.verifiers.math.expression.Expression.Symbol;
import org.rlvr4j.verifiers.math.expression.Rational;

/** Laws of comparison on random trees. */
class ComparisonProperties {

    private static final AnswerComparator COMPARATOR = new AnswerComparator(Answers.DEFAULTS);
    private static final Expression X = new Symbol("x");

    private static Comparison compare(Expression gold, Expression prediction) {
        return COMPARATOR.compare(gold, prediction);
    }

    @Provide
    Arbitrary<Expression> scalars() {
        Arbitrary<Expression> leaves = Arbitraries.oneOf(
                Arbitraries.integers().between(-20, 20).map(Numeral::of),
                Arbitraries.of("x", "y", "a").map(Symbol::new),
                Arbitraries.of(Expression.Constant.Known.PI, Expression.Constant.Known.E)
                        .map(Expression.Constant::new));
        return grown(grown(grown(leaves)));
    }

    private static Arbitrary<Expression> grown(Arbitrary<Expression> smaller) {
        return Arbitraries.oneOf(
                smaller,
                Combinators.combine(smaller, smaller).as((a, b) -> new Expression.Sum(List.of(a, b))),
                Combinators.combine(smaller, smaller).as((a, b) -> new Expression.Product(List.of(a, b))),
                Combinators.combine(smaller, smaller).as(Expression.Quotient::new),
                Combinators.combine(smaller, Arbitraries.integers().between(-3, 4))
                        .as((a, n) -> new Expression.Power(a, Numeral.of(n))),
                smaller.map(a -> new Expression.Root(a, Numeral.of(2))),
                smaller.map(Expression.Negation::new),
                Combinators.combine(Arbitraries.of("sin", "cos", "ln", "arctan", "abs", "f"), smaller)
                        .as((name, a) -> new Expression.Apply(name, List.of(a))));
    }

    @Property(tries = 300)
    void everythingEqualsItself(@ForAll("scalars") Expression tree) {
        assertTrue(compare(tree, tree).isEqual());
    }

    @Property(tries = 300)
    void comparisonIsSymmetric(@ForAll("scalars") Expression a, @ForAll("scalars") Expression b) {
        assertEquals(compare(a, b).outcome(), compare(b, a).outcome());
    }

    @Property(tries = 200)
    void comparisonIsDeterministic(@ForAll("scalars") Expression a, @ForAll("scalars") Expression b) {
        assertEquals(compare(a, b), new AnswerComparator(Answers.DEFAULTS).compare(a, b));
    }

    @Property(tries = 300)
    void rewritingNeverMakesADifference(@ForAll("scalars") Expression tree, @ForAll long seed) {
        Expression rewritten = tree;
        Random random = new Random(seed);
        for (int step = 0; step < 3; step++) {
            rewritten = rewritten(rewritten, random);
        }
        Comparison comparison = compare(tree, rewritten);
        boolean undefined = comparison.reason().contains("undefined");
        assertTrue(undefined || comparison.outcome() != Comparison.Outcome.DIFFERENT, () -> tree + ": " + comparison);
    }

    /** Applies an identity that holds wherever the tree has a value. */
    private static Expression rewritten(Expression tree, Random random) {
        Expression two = Numeral.of(2);
        Expression conjugate =
                new Expression.Sum(List.of(Numeral.of(3), new Expression.Negation(new Expression.Root(two, two))));
        Expression circle = new Expression.Sum(List.of(
                new Expression.Power(new Expression.Apply("sin", List.of(X)), two),
                new Expression.Power(new Expression.Apply("cos", List.of(X)), two)));
        return switch (random.nextInt(7)) {
            case 0 -> new Expression.Negation(new Expression.Negation(tree));
            case 1 -> new Expression.Quotient(new Expression.Product(List.of(conjugate, tree)), conjugate);
            case 2 -> new Expression.Product(List.of(tree, circle));
            case 3 -> new Expression.Sum(List.of(new Expression.Sum(List.of(tree, X)), new Expression.Negation(X)));
            case 4 -> new Expression.Quotient(new Expression.Sum(List.of(tree, tree)), two);
            case 5 -> new Expression.Sum(List.of(new Expression.Apply("ln", List.of(Numeral.of(1))), tree));
            default -> tree instanceof Expression.Sum sum ? new Expression.Sum(reversed(sum.terms())) : tree;
        };
    }

    private static <T> List<T> reversed(List<T> list) {
        List<T> copy = new ArrayList<>(list);
        Collections.reverse(copy);
        return copy;
    }

    private static Expression polynomial(List<Integer> coefficients) {
        List<Expression> terms = new ArrayList<>(List.of(Numeral.of(0), Numeral.of(0)));
        for (int power = 0; power < coefficients.size(); power++) {
            terms.add(new Expression.Product(
                    List.of(Numeral.of(coefficients.get(power)), new Expression.Power(X, Numeral.of(power)))));
        }
        return new Expression.Sum(terms);
    }

    @Property(tries = 200)
    void aChangedCoefficientIsSeen(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = -50, max = 50) Integer> coefficients,
            @ForAll @IntRange(min = 0, max = 5) int where,
            @ForAll @IntRange(min = 1, max = 9) int by) {
        List<Integer> changed = new ArrayList<>(coefficients);
        int index = where % changed.size();
        changed.set(index, changed.get(index) + by);
        assertEquals(
                Comparison.Outcome.DIFFERENT,
                compare(polynomial(coefficients), polynomial(changed)).outcome());
        assertTrue(compare(polynomial(coefficients), polynomial(coefficients)).isEqual());
    }

    @Property(tries = 200)
    void factoredEqualsExpanded(
            @ForAll @IntRange(min = -9, max = 9) int a, @ForAll @IntRange(min = -9, max = 9) int b) {
        Expression factored = new Expression.Product(
                List.of(new Expression.Sum(List.of(X, Numeral.of(a))), new Expression.Sum(List.of(X, Numeral.of(b)))));
        assertTrue(compare(factored, polynomial(List.of(a * b, a + b, 1))).isEqual());
        assertNotEquals(
                Comparison.Outcome.EQUAL,
                compare(factored, polynomial(List.of(a * b + 1, a + b, 1))).outcome());
    }

    @Property(tries = 200)
    void setsIgnoreOrderAndRepetition(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = -5, max = 5) Integer> left,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = -5, max = 5) Integer> right) {
        boolean same = java.util.Set.copyOf(left).equals(java.util.Set.copyOf(right));
        assertEquals(same, compare(set(left), set(right)).isEqual());
        assertTrue(compare(set(left), set(reversed(left))).isEqual());
    }

    private static Expression set(List<Integer> elements) {
        return new Expression.SetOf(
                elements.stream().map(e -> (Expression) Numeral.of(e)).toList());
    }

    private record Range(int low, boolean lowClosed, int length, boolean highClosed) {
        Expression expression() {
            return new Expression.Interval(Numeral.of(low), lowClosed, Numeral.of(low + length), highClosed);
        }

        boolean holds(int halves) {
            int low2 = 2 * low;
            int high2 = 2 * (low + length);
            return (halves > low2 && halves < high2)
                    || (halves == low2 && lowClosed)
                    || (halves == high2 && highClosed);
        }
    }

    @Provide
    Arbitrary<Range> ranges() {
        return Combinators.combine(
                        Arbitraries.integers().between(-4, 4),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.of(true, false))
                .as(Range::new);
    }

    @Property(tries = 300)
    void setOperationsAgreeWithMembership(
            @ForAll("ranges") Range a,
            @ForAll("ranges") Range b,
            @ForAll("ranges") Range c,
            @ForAll("ranges") Range d,
            @ForAll Expression.SetOperation.Kind first,
            @ForAll Expression.SetOperation.Kind second) {
        Expression left = new Expression.SetOperation(first, List.of(a.expression(), b.expression()));
        Expression right = new Expression.SetOperation(second, List.of(c.expression(), d.expression()));
        boolean same = true;
        for (int halves = -20; halves <= 20; halves++) {
            same &= holds(first, a.holds(halves), b.holds(halves)) == holds(second, c.holds(halves), d.holds(halves));
        }
        assertEquals(same, compare(left, right).isEqual());
    }

    private static boolean holds(Expression.SetOperation.Kind kind, boolean a, boolean b) {
        return switch (kind) {
            case UNION -> a || b;
            case INTERSECTION -> a && b;
            case DIFFERENCE -> a && !b;
        };
    }

    @Provide
    Arbitrary<Operator> operators() {
        return Arbitraries.of(
                Operator.EQUAL,
                Operator.NOT_EQUAL,
                Operator.LESS,
                Operator.LESS_OR_EQUAL,
                Operator.GREATER,
                Operator.GREATER_OR_EQUAL);
    }

    @Property(tries = 200)
    void linearRelationsMayBeMultiplied(
            @ForAll @IntRange(min = 1, max = 9) int a,
            @ForAll @IntRange(min = -9, max = 9) int b,
            @ForAll @IntRange(min = -9, max = 9) int factor,
            @ForAll("operators") Operator operator) {
        boolean ordered = operator != Operator.EQUAL && operator != Operator.NOT_EQUAL;
        if (factor == 0) {
            return;
        }
        Expression gold = line(a, b, 1, operator);
        Expression multiplied = line(a, b, factor, operator);
        assertEquals(!ordered || factor > 0, compare(gold, multiplied).isEqual());
    }

    /** Writes factor · (a x + y) against factor · b. */
    private static Expression line(int a, int b, int factor, Operator operator) {
        Expression left = new Expression.Sum(List.of(
                new Expression.Product(List.of(Numeral.of((long) a * factor), X)),
                new Expression.Product(List.of(Numeral.of(factor), new Symbol("y")))));
        return new Expression.Relation(List.of(left, Numeral.of((long) b * factor)), List.of(operator));
    }

    @Property(tries = 100)
    void doublesEncloseWhatManyDigitsSay(@ForAll("scalars") Expression tree) {
        Budget budget = new Budget(1_000_000);
        Nodes nodes = new Nodes(budget);
        Point point = new Point(5, 3, Point.Domain.REAL);
        BigReals reals = new BigReals(60);
        try {
            Node node = new ScalarCompiler(nodes, Answers.DEFAULTS).compile(tree);
            Complex<Ball> fast =
                    new Evaluator<>(new ComplexArithmetic<>(DoubleReals.INSTANCE), budget).value(node, point);
            Complex<BigBall> precise = new Evaluator<>(new ComplexArithmetic<>(reals), budget).value(node, point);
            assertTrue(
                    encloses(fast.re(), precise.re()) && encloses(fast.im(), precise.im()),
                    () -> fast + " vs " + precise);
        } catch (Halt halt) {
            assertNotEquals(Halt.Why.NOT_SCALAR, halt.why());
        }
    }

    private static boolean encloses(Ball ball, BigBall precise) {
        return new java.math.BigDecimal(ball.mid())
                        .subtract(precise.mid())
                        .abs()
                        .compareTo(new java.math.BigDecimal(ball.err()).add(precise.err()))
                <= 0;
    }

    @Property(tries = 100)
    void unitsScaleExactly(@ForAll @IntRange(min = 1, max = 10_000) int metres) {
        Expression inMetres = quantity(Rational.of(metres), "metre");
        Rational kilometres = new Rational(BigInteger.valueOf(metres), BigInteger.valueOf(1000));
        assertTrue(compare(inMetres, quantity(kilometres, "kilometre")).isEqual());
        assertEquals(
                Comparison.Outcome.DIFFERENT,
                compare(inMetres, quantity(Rational.of(metres), "kilometre")).outcome());
        assertEquals(
                Comparison.Outcome.DIFFERENT,
                compare(inMetres, quantity(Rational.of(metres), "second")).outcome());
    }

    private static Expression quantity(Rational value, String unit) {
        return new Expression.Quantity(
                new Numeral(value, -1), List.of(new Expression.Quantity.UnitPower(unit, Rational.of(1))));
    }
}
