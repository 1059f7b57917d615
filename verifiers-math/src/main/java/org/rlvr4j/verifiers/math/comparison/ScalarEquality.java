package org.rlvr4j.verifiers.math.comparison;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.verifiers.math.Comparison;
import org.rlvr4j.verifiers.math.ComparisonOptions;
import org.rlvr4j.verifiers.math.expression.Rational;

/**
 * Decides whether two scalars have one value: by exact fractions, by normal forms, then by evaluation with error bounds.
 *
 * <p>Enclosures that do not meet prove a difference. Enclosures that meet count as equality only where they are small, and
 * only after they met again with more digits than the largest exponent that occurred.
 */
final class ScalarEquality {

    private static final int FIRST_DIGITS = 45;
    private static final int SECOND_DIGITS = 100;
    private static final int MOST_DIGITS = 600;
    private static final BigInteger LARGEST_COUNT = BigInteger.valueOf(40);
    private static final int FEWEST_POINTS = 4;
    private static final int DEAREST_POINTS = 4;

    private final ComparisonOptions options;
    private final Nodes nodes;
    private final Budget budget;
    private final Evaluator<Ball> fast;
    private final ComplexArithmetic<Ball> doubles = new ComplexArithmetic<>(DoubleReals.INSTANCE);

    ScalarEquality(ComparisonOptions options, Nodes nodes) {
        this.options = options;
        this.nodes = nodes;
        this.budget = nodes.budget();
        this.fast = new Evaluator<>(doubles, budget);
    }

    /** What two enclosures show. */
    private enum Meeting {
        APART,
        TOGETHER,
        UNKNOWN,
        BOTH_UNDEFINED,
        ONE_UNDEFINED
    }

    Comparison compare(Node a, Node b) {
        if (a instanceof Node.Num left && b instanceof Node.Num right) {
            return left.value().equals(right.value())
                    ? Findings.equal("by rational value")
                    : Findings.different(": " + show(left.value()) + " vs " + show(right.value()));
        }
        if (a.equals(b)) {
            return Findings.equal("as written");
        }
        FreeVariables variables = FreeVariables.scan(List.of(a, b));
        Comparison comparison = variables.names().isEmpty() ? constants(a, b) : functions(a, b, variables);
        if (variables.opaque() && comparison.outcome() == Comparison.Outcome.DIFFERENT) {
            return Findings.undecided("an integral, a limit or an infinite sum is compared as written only");
        }
        return comparison;
    }

    // ---------------------------------------------------------------------------------------------- constants

    private Comparison constants(Node a, Node b) {
        Point nowhere = new Point(options.seed(), 0, Point.Domain.REAL);
        Pair pair = new Pair(a, b, nowhere);
        switch (pair.meeting) {
            case APART -> {
                return Findings.different(pair.values());
            }
            case BOTH_UNDEFINED -> {
                return Findings.different(": both are undefined and not written alike");
            }
            case ONE_UNDEFINED -> {
                return Findings.different(pair.undefined());
            }
            default -> {}
        }
        @Nullable Comparison byForm = byForm(a, b);
        return byForm != null ? byForm : precise(a, b, nowhere, SECOND_DIGITS);
    }

    private @Nullable Comparison byForm(Node a, Node b) {
        NormalForms forms = new NormalForms(nodes);
        try {
            Fraction left = forms.of(a);
            Fraction right = forms.of(b);
            if (forms.equal(left, right)) {
                return Findings.equal("by normal form");
            }
            return forms.isComplete() ? Findings.different(": the normal forms differ") : null;
        } catch (Halt halt) {
            if (halt.why() == Halt.Why.BUDGET) {
                throw halt;
            }
            return null;
        }
    }

    /** Decides by many digits, at least as many as asked for. */
    private Comparison precise(Node a, Node b, Point point, int atLeast) {
        int digits = FIRST_DIGITS;
        while (digits <= MOST_DIGITS) {
            BigReals reals = new BigReals(digits);
            ComplexArithmetic<BigBall> arithmetic = new ComplexArithmetic<>(reals);
            Evaluator<BigBall> evaluator = new Evaluator<>(arithmetic, budget);
            Attempt first = attempt(evaluator, a, point);
            Attempt second = attempt(evaluator, b, point);
            if (first.undefined() || second.undefined()) {
                return undefined(first.undefined(), second.undefined());
            }
            @Nullable Complex<BigBall> left = first.value();
            @Nullable Complex<BigBall> right = second.value();
            int needed = Math.max(atLeast, 45 + reals.largestExponent());
            if (left != null && right != null) {
                if (arithmetic.disjoint(left, right)) {
                    return Findings.different(at(point) + versus(arithmetic, left, right));
                }
                if (digits >= needed && arithmetic.isSharp(left, right)) {
                    return Findings.equal("to " + digits + " digits");
                }
            }
            digits = digits < needed && needed <= MOST_DIGITS ? needed : digits * 2;
        }
        return Findings.undecided("the values cannot be told apart, nor shown to be equal");
    }

    private static Comparison undefined(boolean left, boolean right) {
        return Findings.different(
                left && right
                        ? ": both are undefined and not written alike"
                        : left ? ": undefined vs a value" : ": a value vs undefined");
    }

    /** A value, or none because it is not known well enough, or because there is none. */
    private record Attempt(@Nullable Complex<BigBall> value, boolean undefined) {}

    private static Attempt attempt(Evaluator<BigBall> evaluator, Node node, Point point) {
        try {
            return new Attempt(evaluator.value(node, point), false);
        } catch (Halt halt) {
            if (halt.why() == Halt.Why.BUDGET) {
                throw halt;
            }
            return new Attempt(null, halt.why() == Halt.Why.UNDEFINED);
        }
    }

    // ---------------------------------------------------------------------------------------------- functions

    private Comparison functions(Node a, Node b, FreeVariables variables) {
        Point.Domain domain = options.assumePositive() ? Point.Domain.POSITIVE : Point.Domain.REAL;
        @Nullable Comparison apart = null;
        int real = 0;
        boolean formed = false;
        int agreed = 0;
        int oneUndefined = 0;
        int dear = 0;
        @Nullable Point last = null;
        for (int n = 0; n < 3 * options.points() && agreed < options.points(); n++) {
            Point point = new Point(options.seed(), n, domain, variables.counted());
            Pair pair = new Pair(a, b, point);
            if (pair.meeting == Meeting.APART) {
                if (variables.imaginary() || !pair.isOutsideReals()) {
                    return Findings.different(pair.values());
                }
                apart = Findings.different(pair.values());
                continue;
            }
            if (!formed) {
                formed = true;
                @Nullable Comparison byForm = byForm(a, b);
                if (byForm != null && (apart == null || !byForm.isEqual())) {
                    return byForm;
                }
            }
            if (pair.meeting == Meeting.UNKNOWN && dear < DEAREST_POINTS) {
                dear++;
                Comparison comparison = precise(a, b, point, FIRST_DIGITS);
                if (comparison.outcome() == Comparison.Outcome.DIFFERENT) {
                    return comparison;
                }
                agreed += comparison.isEqual() ? 1 : 0;
            } else if (pair.meeting == Meeting.TOGETHER) {
                agreed++;
                real += pair.isReal() ? 1 : 0;
                last = point;
            } else if (pair.meeting == Meeting.ONE_UNDEFINED) {
                oneUndefined++;
            }
        }
        if (apart != null && real < FEWEST_POINTS) {
            return apart;
        }
        Comparison comparison = afterPoints(a, b, agreed, oneUndefined, last);
        return comparison.isEqual() && variables.kinked() ? atCorners(a, b, variables, comparison) : comparison;
    }

    /** Looks at whole numbers, far away, and around the constants that are written: there |x − 10| is not 10 − x. */
    private Comparison atCorners(Node a, Node b, FreeVariables variables, Comparison otherwise) {
        List<Rational> corners = Corners.of(a, b);
        for (int n = 0; n < corners.size(); n++) {
            Point point = new Point(options.seed(), n, Point.Domain.REAL);
            int shift = n;
            for (String name : variables.names()) {
                Rational corner = corners.get(Math.floorMod(shift, corners.size()));
                point.set(name, new Point.Value(fitting(name, corner, variables), Nodes.ZERO));
                shift = 7 * shift + 3;
            }
            Pair pair = new Pair(a, b, point);
            if (pair.meeting == Meeting.APART && (variables.imaginary() || !pair.isOutsideReals())) {
                return Findings.different(pair.values());
            }
        }
        return otherwise;
    }

    private Rational fitting(String name, Rational corner, FreeVariables variables) {
        Rational size = corner.numerator().signum() < 0 ? corner.times(Nodes.MINUS_ONE) : corner;
        if (variables.counted().contains(name)) {
            return new Rational(size.numerator().divide(size.denominator()).min(LARGEST_COUNT), BigInteger.ONE);
        }
        return !options.assumePositive() ? corner : size.numerator().signum() == 0 ? Nodes.ONE : size;
    }

    private Comparison afterPoints(Node a, Node b, int agreed, int oneUndefined, @Nullable Point last) {
        if (oneUndefined >= options.points()) {
            return Findings.different(": one side is undefined where the other has a value");
        }
        if (agreed < FEWEST_POINTS) {
            return Findings.undecided("too few points have values that can be compared");
        }
        if (last != null) {
            Comparison confirmed = precise(a, b, last, FIRST_DIGITS);
            if (!confirmed.isEqual()) {
                return confirmed;
            }
        }
        return Findings.equal("at " + agreed + " random points");
    }

    /** Two values at one point, in doubles. */
    private final class Pair {
        private final Point point;
        private final Meeting meeting;
        private @Nullable Complex<Ball> left;
        private @Nullable Complex<Ball> right;
        private boolean leftUndefined;
        private boolean rightUndefined;

        Pair(Node a, Node b, Point point) {
            this.point = point;
            try {
                left = fast.value(a, point);
            } catch (Halt halt) {
                leftUndefined = undefined(halt);
            }
            try {
                right = fast.value(b, point);
            } catch (Halt halt) {
                rightUndefined = undefined(halt);
            }
            this.meeting = meet();
        }

        private boolean undefined(Halt halt) {
            if (halt.why() == Halt.Why.BUDGET || halt.why() == Halt.Why.NOT_SCALAR) {
                throw halt;
            }
            return halt.why() == Halt.Why.UNDEFINED;
        }

        private Meeting meet() {
            if (left != null && right != null) {
                if (doubles.disjoint(left, right)) {
                    return Meeting.APART;
                }
                return doubles.isSharp(left, right) ? Meeting.TOGETHER : Meeting.UNKNOWN;
            }
            if (leftUndefined && rightUndefined) {
                return Meeting.BOTH_UNDEFINED;
            }
            return (leftUndefined && right != null) || (rightUndefined && left != null)
                    ? Meeting.ONE_UNDEFINED
                    : Meeting.UNKNOWN;
        }

        /** Tells whether both values are real. */
        boolean isReal() {
            return left != null && right != null && doubles.isReal(left) && doubles.isReal(right);
        }

        /** Tells whether neither value is real though the variables are: beyond the natural domain of both sides. */
        boolean isOutsideReals() {
            return left != null && right != null && point.isReal() && isSurelyNotReal(left) && isSurelyNotReal(right);
        }

        private static boolean isSurelyNotReal(Complex<Ball> value) {
            return Math.abs(value.im().mid()) > value.im().err();
        }

        String values() {
            return left == null || right == null ? "" : at(point) + versus(doubles, left, right);
        }

        String undefined() {
            return leftUndefined ? ": undefined vs a value" : ": a value vs undefined";
        }
    }

    // ---------------------------------------------------------------------------------------------- order, rounding

    /**
     * Returns the sign of a − b for real constants.
     *
     * @throws Halt if they are not real, or cannot be told apart nor shown to be equal
     */
    int order(Node a, Node b) {
        if (a instanceof Node.Num left && b instanceof Node.Num right) {
            return left.value().minus(right.value()).numerator().signum();
        }
        if (!FreeVariables.of(a).isEmpty() || !FreeVariables.of(b).isEmpty()) {
            throw Halt.NOT_SCALAR;
        }
        Node difference = nodes.subtract(a, b);
        Point nowhere = new Point(options.seed(), 0, Point.Domain.REAL);
        try {
            return DoubleReals.INSTANCE.sign(doubles.requireReal(fast.value(difference, nowhere)));
        } catch (Halt halt) {
            requireImprecise(halt);
        }
        if (constants(a, b).isEqual()) {
            return 0;
        }
        BigReals reals = new BigReals(SECOND_DIGITS);
        ComplexArithmetic<BigBall> arithmetic = new ComplexArithmetic<>(reals);
        return reals.sign(arithmetic.requireReal(new Evaluator<>(arithmetic, budget).value(difference, nowhere)));
    }

    /** Returns one of the points at which functions are compared. */
    Point point(int number) {
        return new Point(options.seed(), number, Point.Domain.POSITIVE);
    }

    /** Tells whether a constant surely has a value other than zero. */
    boolean isNonzeroConstant(Node node) {
        if (node instanceof Node.Num number) {
            return number.value().numerator().signum() != 0;
        }
        return constants(node, Nodes.number(0)).outcome() == Comparison.Outcome.DIFFERENT
                && constants(node, node).isEqual();
    }

    /** Tells whether two scalars have proportional numerators: whether their zeros are the same but for poles. */
    boolean sameNumerators(Node a, Node b) {
        NormalForms forms = new NormalForms(nodes);
        try {
            return forms.proportional(forms.of(a).numerator(), forms.of(b).numerator());
        } catch (Halt halt) {
            if (halt.why() == Halt.Why.BUDGET) {
                throw halt;
            }
            return false;
        }
    }

    private static void requireImprecise(Halt halt) {
        if (halt.why() != Halt.Why.IMPRECISE) {
            throw halt;
        }
    }

    /**
     * Rounds a real constant to so many digits after the point, halves upward, and returns it without the point.
     *
     * @throws Halt if it is not real, or cannot be rounded
     */
    BigInteger rounded(Node a, int digits) {
        if (!FreeVariables.of(a).isEmpty()) {
            throw Halt.NOT_SCALAR;
        }
        Rational scale = new Rational(BigInteger.TEN.pow(digits), BigInteger.ONE);
        Node shifted = nodes.add(List.of(nodes.multiply(List.of(Nodes.number(scale), a)), Nodes.number(Nodes.HALF)));
        if (shifted instanceof Node.Num number) {
            return new RationalReals(budget, RationalReals.LARGEST_BITS).floor(number.value());
        }
        Point nowhere = new Point(options.seed(), 0, Point.Domain.REAL);
        try {
            return DoubleReals.INSTANCE.floor(doubles.requireReal(fast.value(shifted, nowhere)));
        } catch (Halt halt) {
            requireImprecise(halt);
        }
        BigReals reals = new BigReals(Math.max(SECOND_DIGITS, 4 * digits));
        ComplexArithmetic<BigBall> arithmetic = new ComplexArithmetic<>(reals);
        return reals.floor(arithmetic.requireReal(new Evaluator<>(arithmetic, budget).value(shifted, nowhere)));
    }

    // ---------------------------------------------------------------------------------------------- words

    private String at(Point point) {
        StringBuilder text = new StringBuilder();
        int shown = 0;
        for (var entry : new TreeMap<>(point.values()).entrySet()) {
            if (!entry.getKey().startsWith("#") && shown++ < 4) {
                Point.Value value = entry.getValue();
                text.append(text.isEmpty() ? " at " : ", ")
                        .append(entry.getKey())
                        .append(" = ");
                text.append(show(
                        doubles,
                        new Complex<>(DoubleReals.INSTANCE.of(value.re()), DoubleReals.INSTANCE.of(value.im())),
                        7));
            }
        }
        return text.append(": ").toString();
    }

    /** Writes two values with as many digits as it takes to tell them apart. */
    private static <R> String versus(ComplexArithmetic<R> arithmetic, Complex<R> a, Complex<R> b) {
        String left = "";
        String right = "";
        for (int digits = 7; digits <= 56 && left.equals(right); digits *= 2) {
            left = show(arithmetic, a, digits);
            right = show(arithmetic, b, digits);
        }
        return left + " vs " + right;
    }

    private static <R> String show(ComplexArithmetic<R> arithmetic, Complex<R> value, int digits) {
        BigDecimal re = arithmetic.reals().approximately(value.re());
        BigDecimal im = arithmetic.reals().approximately(value.im());
        boolean real = im.abs().compareTo(re.abs().max(BigDecimal.ONE).movePointLeft(12)) <= 0;
        return real
                ? show(re, digits)
                : show(re, digits) + (im.signum() < 0 ? " - " : " + ") + show(im.abs(), digits) + "i";
    }

    private static String show(BigDecimal value, int digits) {
        BigDecimal rounded = value.round(new MathContext(digits));
        boolean plain = rounded.signum() == 0 || Math.abs(rounded.precision() - rounded.scale()) < 12;
        BigDecimal stripped = rounded.stripTrailingZeros();
        return plain ? stripped.toPlainString() : stripped.toString();
    }

    static String show(Rational value) {
        if (value.numerator().bitLength() + value.denominator().bitLength() > 200) {
            return "a number of " + (long) (value.numerator().bitLength() * 0.30103) + " digits";
        }
        return value.toString();
    }
}
