package org.rlvr4j.verifiers.math.expression;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.rlvr4j.verifiers.math.expression.Expression.Apply;
import org.rlvr4j.verifiers.math.expression.Expression.BasedNumeral;
import org.rlvr4j.verifiers.math.expression.Expression.Bound;
import org.rlvr4j.verifiers.math.expression.Expression.Choice;
import org.rlvr4j.verifiers.math.expression.Expression.ClockTime;
import org.rlvr4j.verifiers.math.expression.Expression.Congruence;
import org.rlvr4j.verifiers.math.expression.Expression.Conjunction;
import org.rlvr4j.verifiers.math.expression.Expression.Constant;
import org.rlvr4j.verifiers.math.expression.Expression.Disjunction;
import org.rlvr4j.verifiers.math.expression.Expression.Empty;
import org.rlvr4j.verifiers.math.expression.Expression.Interval;
import org.rlvr4j.verifiers.math.expression.Expression.Matrix;
import org.rlvr4j.verifiers.math.expression.Expression.Money;
import org.rlvr4j.verifiers.math.expression.Expression.NamedSet;
import org.rlvr4j.verifiers.math.expression.Expression.Negation;
import org.rlvr4j.verifiers.math.expression.Expression.Numeral;
import org.rlvr4j.verifiers.math.expression.Expression.Percent;
import org.rlvr4j.verifiers.math.expression.Expression.Piecewise;
import org.rlvr4j.verifiers.math.expression.Expression.PlusMinus;
import org.rlvr4j.verifiers.math.expression.Expression.Power;
import org.rlvr4j.verifiers.math.expression.Expression.Product;
import org.rlvr4j.verifiers.math.expression.Expression.Quantity;
import org.rlvr4j.verifiers.math.expression.Expression.Quotient;
import org.rlvr4j.verifiers.math.expression.Expression.Ratio;
import org.rlvr4j.verifiers.math.expression.Expression.Relation;
import org.rlvr4j.verifiers.math.expression.Expression.Root;
import org.rlvr4j.verifiers.math.expression.Expression.Sequence;
import org.rlvr4j.verifiers.math.expression.Expression.SetBuilder;
import org.rlvr4j.verifiers.math.expression.Expression.SetOf;
import org.rlvr4j.verifiers.math.expression.Expression.SetOperation;
import org.rlvr4j.verifiers.math.expression.Expression.Sum;
import org.rlvr4j.verifiers.math.expression.Expression.Symbol;
import org.rlvr4j.verifiers.math.expression.Expression.Text;
import org.rlvr4j.verifiers.math.expression.Expression.Tuple;

/**
 * Writes trees as LaTeX that {@link ExpressionParser} reads back as the same tree.
 *
 * <p>Holds for every tree that the parser gives. Others are written as well, but may be read back as something else: a
 * symbol may have a name that no letter has.
 */
public final class ExpressionPrinter {

    /** How tightly a tree binds, loosest first. */
    private enum Level {
        STATEMENT,
        RATIO,
        SET,
        SUM,
        TERM,
        FACTOR,
        ATOM
    }

    private ExpressionPrinter() {}

    /**
     * Writes a tree.
     *
     * @param expression any tree that the parser gives
     * @return LaTeX without delimiters of mathematics around it
     */
    public static String print(Expression expression) {
        if (expression instanceof Sum sum) {
            return sum(sum);
        }
        if (expression instanceof Product product) {
            return join(product.factors(), " \\cdot ", Level.FACTOR);
        }
        if (expression instanceof Quotient quotient) {
            return "\\frac{" + print(quotient.numerator()) + "}{" + print(quotient.denominator()) + "}";
        }
        if (expression instanceof Power power) {
            return at(Level.ATOM, power.base()) + "^{" + exponent(power.exponent()) + "}";
        }
        if (expression instanceof Root root) {
            String index = root.index().equals(Numeral.of(2)) ? "" : "[" + print(root.index()) + "]";
            return "\\sqrt" + index + "{" + print(root.radicand()) + "}";
        }
        if (expression instanceof Negation negation) {
            return "-" + operand(negation.operand());
        }
        if (expression instanceof PlusMinus plusMinus) {
            return (plusMinus.minusFirst() ? "\\mp " : "\\pm ") + operand(plusMinus.operand());
        }
        if (expression instanceof Apply apply) {
            return apply(apply);
        }
        return leaf(expression);
    }

    private static String leaf(Expression expression) {
        if (expression instanceof Numeral numeral) {
            return NumeralWriter.write(numeral);
        }
        if (expression instanceof Symbol symbol) {
            return SymbolWriter.write(symbol.name());
        }
        if (expression instanceof Constant constant) {
            return switch (constant.known()) {
                case PI -> "\\pi ";
                case E -> "e";
                case I -> "i";
                case INFINITY -> "\\infty ";
                case UNDEFINED -> "\\text{undefined}";
            };
        }
        if (expression instanceof BasedNumeral based) {
            return "\\text{" + based.digits() + "}_{" + based.base() + "}";
        }
        if (expression instanceof Text text) {
            return "\\text{" + text.words() + "}";
        }
        if (expression instanceof NamedSet set) {
            return switch (set.name()) {
                case EMPTY -> "\\emptyset ";
                case NATURALS -> "\\mathbb{N}";
                case INTEGERS -> "\\mathbb{Z}";
                case RATIONALS -> "\\mathbb{Q}";
                case REALS -> "\\mathbb{R}";
                case COMPLEXES -> "\\mathbb{C}";
            };
        }
        if (expression instanceof Empty) {
            return "";
        }
        return measure(expression);
    }

    private static String measure(Expression expression) {
        if (expression instanceof Percent percent) {
            return at(Level.ATOM, percent.value()) + "\\%";
        }
        if (expression instanceof Money money) {
            return switch (money.currency()) {
                case "dollar" -> "\\$" + at(Level.ATOM, money.amount());
                case "pound" -> "\\pounds " + at(Level.ATOM, money.amount());
                default -> at(Level.ATOM, money.amount()) + "\\text{ " + money.currency() + "}";
            };
        }
        if (expression instanceof Quantity quantity) {
            String value = quantity.value() instanceof Symbol
                    ? "(" + print(quantity.value()) + ")"
                    : at(Level.ATOM, quantity.value());
            return UnitWriter.write(value, quantity.unit());
        }
        if (expression instanceof Ratio ratio) {
            return join(ratio.parts(), ":", Level.SET);
        }
        if (expression instanceof ClockTime time) {
            int hour = time.hour() % 12 == 0 ? 12 : time.hour() % 12;
            String half = time.half() ? "\\text{ " + (time.hour() < 12 ? "a.m." : "p.m.") + "}" : "";
            return (time.half() ? hour : time.hour()) + ":" + String.format(Locale.ROOT, "%02d", time.minute()) + half;
        }
        if (expression instanceof Choice choice) {
            return choice(choice);
        }
        return collection(expression);
    }

    private static String choice(Choice choice) {
        String letters =
                choice.letters().stream().map(letter -> "(" + letter + ")").collect(Collectors.joining(", "));
        return "\\text{" + letters + "}"
                + choice.content().map(content -> "\\ " + print(content)).orElse("");
    }

    private static String collection(Expression expression) {
        if (expression instanceof SetOf set) {
            return "\\{" + elements(set.elements()) + "\\}";
        }
        if (expression instanceof SetBuilder builder) {
            return "\\{" + element(builder.element()) + " \\mid " + print(builder.condition()) + "\\}";
        }
        if (expression instanceof SetOperation operation) {
            String sign = switch (operation.kind()) {
                case UNION -> " \\cup ";
                case INTERSECTION -> " \\cap ";
                case DIFFERENCE -> " \\setminus ";
            };
            return join(operation.operands(), sign, Level.SUM);
        }
        if (expression instanceof Interval interval) {
            return interval(interval);
        }
        if (expression instanceof Tuple tuple) {
            return "(" + elements(tuple.elements()) + ")";
        }
        if (expression instanceof Sequence sequence) {
            return sequence.bracketed() ? "[" + elements(sequence.elements()) + "]" : elements(sequence.elements());
        }
        if (expression instanceof Matrix matrix) {
            return "\\begin{pmatrix} " + rows(matrix) + " \\end{pmatrix}";
        }
        return statement(expression);
    }

    /** Writes an open interval of finite ends with brackets turned outwards, since {@code (a, b)} is a tuple. */
    private static String interval(Interval interval) {
        String ends = element(interval.lower()) + ", " + element(interval.upper());
        boolean open = !interval.lowerClosed() && !interval.upperClosed();
        if (open && !BracketParser.isInfinite(interval.lower()) && !BracketParser.isInfinite(interval.upper())) {
            return "]" + ends + "[";
        }
        return (interval.lowerClosed() ? "[" : "(") + ends + (interval.upperClosed() ? "]" : ")");
    }

    private static String rows(Matrix matrix) {
        return matrix.rows().stream()
                .map(row -> row.stream().map(ExpressionPrinter::element).collect(Collectors.joining(" & ")))
                .collect(Collectors.joining(" \\\\ "));
    }

    private static String statement(Expression expression) {
        if (expression instanceof Relation relation) {
            StringBuilder chain =
                    new StringBuilder(at(Level.RATIO, relation.operands().get(0)));
            for (int index = 0; index < relation.operators().size(); index++) {
                chain.append(sign(relation.operators().get(index)))
                        .append(at(Level.RATIO, relation.operands().get(index + 1)));
            }
            return chain.toString();
        }
        if (expression instanceof Congruence congruence) {
            String right = congruence.right() instanceof Sequence
                    ? print(congruence.right())
                    : at(Level.RATIO, congruence.right());
            return at(Level.RATIO, congruence.left()) + " \\equiv " + right + " \\pmod{" + print(congruence.modulus())
                    + "}";
        }
        if (expression instanceof Conjunction conjunction) {
            return join(conjunction.statements(), " \\land ", Level.RATIO);
        }
        if (expression instanceof Disjunction disjunction) {
            return join(disjunction.alternatives(), " \\lor ", Level.RATIO);
        }
        if (expression instanceof Piecewise piecewise) {
            return "\\begin{cases} "
                    + piecewise.cases().stream()
                            .map(one -> print(one.value()) + " & " + print(one.condition()))
                            .collect(Collectors.joining(" \\\\ "))
                    + " \\end{cases}";
        }
        return bound((Bound) expression);
    }

    private static String sign(Relation.Operator operator) {
        return switch (operator) {
            case EQUAL -> " = ";
            case NOT_EQUAL -> " \\ne ";
            case LESS -> " < ";
            case LESS_OR_EQUAL -> " \\le ";
            case GREATER -> " > ";
            case GREATER_OR_EQUAL -> " \\ge ";
            case ELEMENT_OF -> " \\in ";
            case NOT_ELEMENT_OF -> " \\notin ";
            case SUBSET -> " \\subset ";
            case APPROXIMATELY -> " \\approx ";
            case PROPORTIONAL -> " \\propto ";
            case DIVIDES -> " \\mid ";
            case PARALLEL -> " \\parallel ";
            case PERPENDICULAR -> " \\perp ";
            case MAPS_TO -> " \\to ";
        };
    }

    private static String bound(Bound bound) {
        String variable = SymbolWriter.write(bound.variable());
        String lower = bound.lower().map(ExpressionPrinter::print).orElse("");
        String upper = bound.upper().map(end -> "^{" + exponent(end) + "}").orElse("");
        String body = at(Level.ATOM, bound.body());
        return switch (bound.binder()) {
            case SUM -> "\\sum_{" + variable + " = " + lower + "}" + upper + " " + body;
            case PRODUCT -> "\\prod_{" + variable + " = " + lower + "}" + upper + " " + body;
            case INTEGRAL ->
                "\\int" + (lower.isEmpty() ? "" : "_{" + lower + "}") + upper + " " + body + " \\, d" + variable;
            case LIMIT -> "\\lim_{" + variable + " \\to " + lower + "} " + body;
        };
    }

    private static String sum(Sum sum) {
        StringBuilder text = new StringBuilder();
        for (Expression term : sum.terms()) {
            boolean signed = term instanceof Negation || term instanceof PlusMinus;
            if (text.length() > 0) {
                text.append(signed ? " " : " + ");
            }
            text.append(signed ? print(term) : at(Level.TERM, term));
        }
        return text.toString();
    }

    /** Writes what stands behind a sign: another sign needs brackets to stay apart. */
    private static String operand(Expression operand) {
        return at(Level.TERM, operand);
    }

    private static String exponent(Expression exponent) {
        if (!(exponent instanceof Symbol symbol)) {
            return print(exponent);
        }
        return switch (symbol.name()) {
            case "plus" -> "+";
            case "minus" -> "-";
            case "ast" -> "*";
            case "o" -> "(o)";
            default -> print(exponent);
        };
    }

    private static String apply(Apply apply) {
        List<Expression> arguments = apply.arguments();
        Expression first = arguments.get(0);
        return switch (apply.function()) {
            case "abs" -> first instanceof Matrix ? named(apply) : "\\left|" + print(first) + "\\right|";
            case "norm" -> "\\left\\|" + print(first) + "\\right\\|";
            case "floor" -> "\\lfloor " + print(first) + "\\rfloor ";
            case "ceil" -> "\\lceil " + print(first) + "\\rceil ";
            case "factorial" -> at(Level.ATOM, first) + "!";
            case "doublefactorial" -> at(Level.ATOM, first) + "!!";
            case "binomial" -> "\\binom{" + print(first) + "}{" + print(arguments.get(1)) + "}";
            case "transpose" -> at(Level.ATOM, first) + "^{\\top }";
            case "mod" ->
                arguments.size() == 2
                        ? "(" + at(Level.SUM, first) + " \\bmod " + at(Level.SUM, arguments.get(1)) + ")"
                        : named(apply);
            case "compose" -> at(Level.ATOM, first) + " \\circ " + at(Level.ATOM, arguments.get(1));
            case "permutations" -> "P(" + elements(arguments) + ")";
            case "conj" -> "\\operatorname{conj}(" + elements(arguments) + ")";
            case "log" ->
                arguments.size() == 2
                        ? "\\log_{" + print(arguments.get(1)) + "}(" + element(first) + ")"
                        : "\\log(" + element(first) + ")";
            default -> named(apply);
        };
    }

    private static String named(Apply apply) {
        return "\\operatorname{" + apply.function() + "}(" + elements(apply.arguments()) + ")";
    }

    // ------------------------------------------------------------------------------------------------- brackets

    private static String elements(List<Expression> elements) {
        return elements.stream().map(ExpressionPrinter::element).collect(Collectors.joining(", "));
    }

    /** Writes what stands between commas, or alone in brackets. */
    private static String element(Expression element) {
        if (element instanceof Ratio) {
            return "(" + print(element) + ")";
        }
        return element instanceof Sequence sequence && !sequence.bracketed()
                ? join(sequence.elements(), "\\text{ and }", Level.RATIO)
                : print(element);
    }

    private static String join(List<Expression> parts, String sign, Level level) {
        return parts.stream().map(part -> at(level, part)).collect(Collectors.joining(sign));
    }

    private static String at(Level level, Expression expression) {
        String text = print(expression);
        return levelOf(expression).compareTo(level) >= 0 ? text : "(" + text + ")";
    }

    private static Level levelOf(Expression expression) {
        if (expression instanceof Relation
                || expression instanceof Congruence
                || expression instanceof Conjunction
                || expression instanceof Disjunction) {
            return Level.STATEMENT;
        }
        if (expression instanceof Ratio) {
            return Level.STATEMENT;
        }
        if (expression instanceof SetOperation) {
            return Level.SET;
        }
        if (expression instanceof Sum || expression instanceof Negation || expression instanceof PlusMinus) {
            return Level.SUM;
        }
        if (expression instanceof Product
                || expression instanceof Percent
                || expression instanceof Money
                || expression instanceof Quantity
                || expression instanceof Bound) {
            return Level.TERM;
        }
        if (expression instanceof Apply apply) {
            return levelOf(apply);
        }
        if (expression instanceof Power || expression instanceof Quotient || expression instanceof Root) {
            return Level.FACTOR;
        }
        if (expression instanceof Numeral numeral) {
            return numeral.value().numerator().signum() < 0 ? Level.SUM : Level.ATOM;
        }
        return Level.ATOM;
    }

    private static Level levelOf(Apply apply) {
        return switch (apply.function()) {
            case "compose" -> Level.TERM;
            case "abs", "norm", "floor", "ceil" -> Level.ATOM;
            default -> Level.FACTOR;
        };
    }
}
