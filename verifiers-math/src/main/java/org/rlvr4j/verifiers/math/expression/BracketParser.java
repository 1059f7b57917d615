package org.rlvr4j.verifiers.math.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.rlvr4j.verifiers.math.expression.Expression.Apply;
import org.rlvr4j.verifiers.math.expression.Expression.Conjunction;
import org.rlvr4j.verifiers.math.expression.Expression.Constant;
import org.rlvr4j.verifiers.math.expression.Expression.Interval;
import org.rlvr4j.verifiers.math.expression.Expression.Matrix;
import org.rlvr4j.verifiers.math.expression.Expression.Negation;
import org.rlvr4j.verifiers.math.expression.Expression.Quotient;
import org.rlvr4j.verifiers.math.expression.Expression.Relation;
import org.rlvr4j.verifiers.math.expression.Expression.Sequence;
import org.rlvr4j.verifiers.math.expression.Expression.SetBuilder;
import org.rlvr4j.verifiers.math.expression.Expression.SetOf;
import org.rlvr4j.verifiers.math.expression.Expression.Tuple;
import org.rlvr4j.verifiers.math.expression.Token.Kind;

/** Reads what stands in brackets of any kind: groups, tuples, intervals, sets, absolute values. */
final class BracketParser {

    private final Grammar grammar;
    private final TokenCursor cursor;

    BracketParser(Grammar grammar) {
        this.grammar = grammar;
        cursor = grammar.cursor;
    }

    Expression bracket() {
        cursor.enter();
        Expression inside = switch (cursor.peek().kind()) {
            case LEFT_PARENTHESIS -> parenthesis();
            case LEFT_BRACKET, RIGHT_BRACKET -> squareBracket();
            case LEFT_BRACE -> brace();
            case LEFT_ANGLE -> angle();
            case BAR -> bar();
            case LEFT_BAR -> enclosed(Kind.RIGHT_BAR, "abs");
            case DOUBLE_BAR -> doubleBar();
            case LEFT_DOUBLE_BAR -> enclosed(Kind.RIGHT_DOUBLE_BAR, "norm");
            case LEFT_FLOOR -> enclosed(Kind.RIGHT_FLOOR, "floor");
            case LEFT_CEILING -> enclosed(Kind.RIGHT_CEILING, "ceil");
            default -> throw cursor.failure("expected a bracket");
        };
        cursor.leave();
        return inside;
    }

    /** Reads with the bars and integrals outside out of sight. */
    Expression inside(Supplier<Expression> content) {
        int bars = grammar.openBars;
        int doubleBars = grammar.openDoubleBars;
        int integrals = grammar.openIntegrals;
        boolean setElement = grammar.inSetElement;
        grammar.openBars = 0;
        grammar.openDoubleBars = 0;
        grammar.openIntegrals = 0;
        grammar.inSetElement = false;
        Expression expression = content.get();
        grammar.openBars = bars;
        grammar.openDoubleBars = doubleBars;
        grammar.openIntegrals = integrals;
        grammar.inSetElement = setElement;
        return expression;
    }

    // ------------------------------------------------------------------------------------------ brace groups

    Expression group() {
        cursor.enter();
        boolean whole = cursor.atStart();
        cursor.take();
        Expression content = inside(() -> whole ? wholeGroup() : groupContent());
        cursor.leave();
        return content;
    }

    /** Reads what stands between the braces, up to the closing one. */
    Expression groupContent() {
        Expression left = grammar.statements.element();
        if (cursor.accept(Kind.OVER)) {
            left = new Quotient(ScalarParser.scalar(left), ScalarParser.scalar(grammar.statements.element()));
        } else if (cursor.accept(Kind.CHOOSE)) {
            Expression lower = ScalarParser.scalar(grammar.statements.element());
            left = new Apply("binomial", List.of(ScalarParser.scalar(left), lower));
        } else if (cursor.at(Kind.COMMA) || cursor.at(Kind.SEMICOLON)) {
            left = new SetOf(more(left));
        }
        cursor.expectEndOfGroup();
        return left;
    }

    /** Plain text writes sets in bare braces. */
    private Expression wholeGroup() {
        boolean name = cursor.at(Kind.LETTER) && (cursor.at(Kind.COLON, 1) || cursor.at(Kind.MID, 1));
        grammar.inSetElement = name || cursor.barsAhead() % 2 == 1;
        if (!grammar.inSetElement) {
            return groupContent();
        }
        Expression element = grammar.statements.element();
        grammar.inSetElement = false;
        Expression set = setBuilder(element);
        cursor.expectEndOfGroup();
        return set;
    }

    private List<Expression> more(Expression first) {
        List<Expression> elements = new ArrayList<>(listed(first));
        while (cursor.accept(Kind.COMMA) || cursor.accept(Kind.SEMICOLON) || cursor.accept(Kind.WIDE_SPACE)) {
            elements.addAll(listed(grammar.statements.element()));
        }
        return elements;
    }

    /** Takes values joined by "and" one by one. */
    static List<Expression> listed(Expression element) {
        return element instanceof Sequence sequence && !sequence.bracketed() ? sequence.elements() : List.of(element);
    }

    private List<Expression> elements() {
        List<Expression> elements = new ArrayList<>();
        inside(() -> {
            elements.addAll(more(grammar.statements.element()));
            return elements.get(0);
        });
        return elements;
    }

    // ------------------------------------------------------------------------------- round and square brackets

    private Expression parenthesis() {
        Expression based = BasedNumbers.readInParentheses(cursor);
        if (based != null) {
            return based;
        }
        cursor.take();
        List<Expression> elements = elements();
        if (cursor.accept(Kind.RIGHT_PARENTHESIS)) {
            return round(elements);
        }
        return interval(elements, false);
    }

    private Expression round(List<Expression> elements) {
        if (elements.size() == 1) {
            return elements.get(0);
        }
        boolean infinite = elements.size() == 2 && (isInfinite(elements.get(0)) || isInfinite(elements.get(1)));
        return infinite ? new Interval(elements.get(0), false, elements.get(1), false) : new Tuple(elements);
    }

    static boolean isInfinite(Expression expression) {
        Expression unsigned = expression instanceof Negation negation ? negation.operand() : expression;
        return unsigned.equals(new Constant(Constant.Known.INFINITY));
    }

    private Expression squareBracket() {
        boolean closed = cursor.take().is(Kind.LEFT_BRACKET);
        List<Expression> elements = elements();
        if (closed && cursor.accept(Kind.RIGHT_BRACKET)) {
            return square(elements);
        }
        return interval(elements, closed);
    }

    /** Reads the closing bracket of an interval; a square one that opens to the right leaves the end out. */
    private Expression interval(List<Expression> elements, boolean lowerClosed) {
        boolean upperClosed = cursor.at(Kind.RIGHT_BRACKET);
        boolean closes = upperClosed || cursor.at(Kind.RIGHT_PARENTHESIS) || isClosingLeftBracket();
        if (elements.size() != 2 || !closes) {
            throw cursor.failure("expected a closing bracket");
        }
        cursor.take();
        return new Interval(elements.get(0), lowerClosed, elements.get(1), upperClosed);
    }

    boolean isClosingLeftBracket() {
        if (!cursor.at(Kind.LEFT_BRACKET)) {
            return false;
        }
        return switch (cursor.peek(1).kind()) {
            case END,
                    UNION,
                    INTERSECTION,
                    DIFFERENCE,
                    COMMA,
                    SEMICOLON,
                    AND,
                    OR,
                    RIGHT_PARENTHESIS,
                    RIGHT_BRACE,
                    END_GROUP,
                    AMPERSAND,
                    ROW,
                    RELATION,
                    RIGHT_NOTHING -> true;
            default -> false;
        };
    }

    private static Expression square(List<Expression> elements) {
        if (elements.size() == 1 && elements.get(0) instanceof Matrix matrix) {
            return matrix;
        }
        List<List<Expression>> rows = elements.stream().map(BracketParser::row).toList();
        int columns = rows.get(0).size();
        if (columns > 0 && rows.stream().allMatch(row -> row.size() == columns)) {
            return new Matrix(rows);
        }
        return elements.size() == 2
                ? new Interval(elements.get(0), true, elements.get(1), true)
                : new Sequence(elements, true);
    }

    /** Returns the entries of a row in square brackets, or none. */
    private static List<Expression> row(Expression element) {
        if (element instanceof Interval interval && interval.lowerClosed() && interval.upperClosed()) {
            return List.of(interval.lower(), interval.upper());
        }
        return element instanceof Sequence sequence && sequence.bracketed() ? sequence.elements() : List.of();
    }

    private Expression angle() {
        cursor.take();
        List<Expression> elements = elements();
        cursor.expect(Kind.RIGHT_ANGLE, "a closing angle bracket");
        return elements.size() == 1 ? elements.get(0) : new Tuple(elements);
    }

    // ---------------------------------------------------------------------------------------------------- sets

    private Expression brace() {
        cursor.take();
        if (cursor.at(Kind.BEGIN) && !cursor.peek().text().endsWith("matrix")) {
            return bracedTable();
        }
        if (cursor.accept(Kind.RIGHT_BRACE)) {
            return new SetOf(List.of());
        }
        return inside(this::setContent);
    }

    private Expression bracedTable() {
        Expression system = grammar.tables.system();
        if (!cursor.accept(Kind.RIGHT_NOTHING) && !cursor.at(Kind.END)) {
            cursor.expect(Kind.RIGHT_BRACE, "}");
        }
        return system;
    }

    private Expression setContent() {
        grammar.inSetElement = true;
        Expression first = grammar.statements.element();
        Expression set;
        if (isSuchThat()) {
            grammar.inSetElement = false;
            set = setBuilder(first);
        } else {
            set = new SetOf(more(first));
        }
        cursor.expect(Kind.RIGHT_BRACE, "}");
        return set;
    }

    private boolean isSuchThat() {
        return cursor.at(Kind.MID)
                || cursor.at(Kind.BAR)
                || cursor.at(Kind.COLON)
                || (cursor.at(Kind.WORD)
                        && cursor.peek().text().equals("such")
                        && cursor.peek(1).text().equals("that"));
    }

    private Expression setBuilder(Expression element) {
        if (!isSuchThat()) {
            throw cursor.failure("expected a condition");
        }
        if (cursor.take().is(Kind.WORD)) {
            cursor.take();
        }
        Expression condition = grammar.statements.list();
        if (condition instanceof Sequence) {
            throw cursor.failure("a list of values as a condition");
        }
        if (!(element instanceof Relation relation)) {
            return new SetBuilder(element, condition);
        }
        List<Expression> conditions = new ArrayList<>(List.of(element));
        conditions.addAll(condition instanceof Conjunction conjunction ? conjunction.statements() : List.of(condition));
        return new SetBuilder(relation.operands().get(0), new Conjunction(conditions));
    }

    // ---------------------------------------------------------------------------------------------------- bars

    private Expression bar() {
        cursor.take();
        boolean table = cursor.at(Kind.BEGIN);
        boolean setElement = grammar.inSetElement;
        grammar.inSetElement = false;
        grammar.openBars++;
        Expression content = ScalarParser.scalar(grammar.scalars.sum());
        grammar.openBars--;
        grammar.inSetElement = setElement;
        if (!cursor.accept(Kind.RIGHT_BAR)) {
            cursor.expect(Kind.BAR, "a closing bar");
        }
        return new Apply(table && content instanceof Matrix ? "det" : "abs", List.of(content));
    }

    private Expression doubleBar() {
        cursor.take();
        grammar.openDoubleBars++;
        Expression content = ScalarParser.scalar(grammar.scalars.sum());
        grammar.openDoubleBars--;
        if (!cursor.accept(Kind.RIGHT_DOUBLE_BAR)) {
            cursor.expect(Kind.DOUBLE_BAR, "a closing double bar");
        }
        return new Apply("norm", List.of(content));
    }

    private Expression enclosed(Kind closing, String function) {
        cursor.take();
        boolean table = cursor.at(Kind.BEGIN);
        Expression content = ScalarParser.scalar(inside(grammar.scalars::sum));
        boolean closed = cursor.accept(closing) || (closing == Kind.RIGHT_BAR && cursor.accept(Kind.BAR));
        if (!closed) {
            throw cursor.failure("expected a closing bracket");
        }
        boolean determinant = function.equals("abs") && table && content instanceof Matrix;
        return new Apply(determinant ? "det" : function, List.of(content));
    }
}
