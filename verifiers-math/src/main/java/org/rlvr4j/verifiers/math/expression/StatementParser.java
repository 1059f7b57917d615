package org.rlvr4j.verifiers.math.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.rlvr4j.verifiers.math.expression.Expression.Apply;
import org.rlvr4j.verifiers.math.expression.Expression.Congruence;
import org.rlvr4j.verifiers.math.expression.Expression.Conjunction;
import org.rlvr4j.verifiers.math.expression.Expression.Disjunction;
import org.rlvr4j.verifiers.math.expression.Expression.Ratio;
import org.rlvr4j.verifiers.math.expression.Expression.Relation;
import org.rlvr4j.verifiers.math.expression.Expression.Relation.Operator;
import org.rlvr4j.verifiers.math.expression.Expression.Sequence;
import org.rlvr4j.verifiers.math.expression.Expression.Tuple;
import org.rlvr4j.verifiers.math.expression.Token.Kind;

/** Reads what stands above scalars: lists of statements, relations, congruences, ratios. */
final class StatementParser {

    private static final Set<String> QUANTIFIERS = Set.of("all", "any", "every", "each");

    private final Grammar grammar;
    private final TokenCursor cursor;

    StatementParser(Grammar grammar) {
        this.grammar = grammar;
        cursor = grammar.cursor;
    }

    /** Items between two "or", as separated by commas and "and", and how they were. */
    private static final class Row {
        final List<List<Expression>> groups = new ArrayList<>(List.of(new ArrayList<>()));
        boolean logical;

        List<Expression> last() {
            return groups.get(groups.size() - 1);
        }
    }

    /** Reads statements or values separated by commas, semicolons, "and", "or". */
    Expression list() {
        return read(true);
    }

    /** Reads one element of a bracket: commas end it, "and" and "or" do not. */
    Expression element() {
        return read(false);
    }

    /** Drops {@code for all x} and {@code for every real x} at the end: a formula says so by itself. */
    private void skipQuantifier() {
        int start = cursor.index();
        if (!cursor.at(Kind.WORD) || !cursor.peek().text().equals("for")) {
            return;
        }
        cursor.take();
        if (!cursor.at(Kind.WORD) || !QUANTIFIERS.contains(cursor.peek().text())) {
            cursor.reset(start);
            return;
        }
        while (cursor.at(Kind.WORD) || cursor.at(Kind.LETTER) || isMembership()) {
            cursor.take();
        }
        if (!cursor.at(Kind.END)) {
            cursor.reset(start);
        }
    }

    private boolean isMembership() {
        boolean element = cursor.at(Kind.RELATION) && cursor.peek().text().equals("ELEMENT_OF");
        return element || (cursor.at(Kind.NAMED_SET) && cursor.peek().text().equals("REALS"));
    }

    private Expression read(boolean commas) {
        cursor.enter();
        List<Row> rows = new ArrayList<>(List.of(new Row()));
        boolean logicalOr = false;
        rows.get(0).last().add(item());
        while (true) {
            Row row = rows.get(rows.size() - 1);
            if (commas) {
                skipQuantifier();
            }
            Kind separator = separator(commas);
            if (separator == Kind.END) {
                break;
            }
            switch (separator) {
                case OR, VEE -> {
                    logicalOr |= separator == Kind.VEE;
                    row = new Row();
                    rows.add(row);
                }
                case SEMICOLON -> row.groups.add(new ArrayList<>());
                case WEDGE -> row.logical = true;
                default -> {}
            }
            row.last().add(item());
        }
        cursor.leave();
        return Combination.of(
                rows.stream().map(row -> row.groups).toList(), rows.stream().anyMatch(row -> row.logical), logicalOr);
    }

    /** Takes a separator with the words beside it; {@link Kind#END} if there is none. */
    private Kind separator(boolean commas) {
        Kind kind = Kind.END;
        while (true) {
            Kind next = cursor.peek().kind();
            boolean separates = switch (next) {
                case COMMA, SEMICOLON, WIDE_SPACE -> commas && !endsRow(cursor.peek(1));
                case AND, OR, WEDGE, VEE -> true;
                case WORD -> commas && kind != Kind.OR && isConnective();
                default -> false;
            };
            if (!separates) {
                boolean condition = commas && kind == Kind.END && grammar.scalars.isCondition();
                return condition ? Kind.COMMA : kind;
            }
            cursor.take();
            if (kind == Kind.END || next == Kind.OR || next == Kind.AND || next == Kind.WEDGE || next == Kind.VEE) {
                kind = next == Kind.WORD ? Kind.COMMA : next;
            }
        }
    }

    private static boolean endsRow(Token token) {
        return token.is(Kind.ROW) || token.is(Kind.END_ENVIRONMENT) || token.is(Kind.AMPERSAND);
    }

    private boolean isConnective() {
        return Vocabulary.isConnective(cursor.peek().text());
    }

    /** Reads a relation, a value, or words. */
    private Expression item() {
        if (cursor.at(Kind.WORD)
                && QUANTIFIERS.contains(cursor.peek().text())
                && cursor.at(Kind.LETTER, 1)
                && cursor.at(Kind.RELATION, 2)) {
            cursor.take();
        }
        if (cursor.at(Kind.WORD) && Words.isProseItem(cursor)) {
            return Words.item(cursor);
        }
        return relation();
    }

    private Expression relation() {
        Expression first = ratio();
        List<Expression> operands = new ArrayList<>();
        List<Operator> operators = new ArrayList<>();
        operands.add(first);
        boolean equivalent = false;
        while (true) {
            if (cursor.at(Kind.RELATION)) {
                operators.add(Operator.valueOf(cursor.take().text()));
            } else if (cursor.accept(Kind.EQUIVALENT)) {
                equivalent = true;
                operators.add(Operator.EQUAL);
            } else if (isDivides()) {
                cursor.take();
                operators.add(Operator.DIVIDES);
            } else {
                break;
            }
            operands.add(ScalarParser.scalar(ratio()));
        }
        return finish(operands, operators, equivalent);
    }

    private boolean isDivides() {
        return (cursor.at(Kind.BAR) || cursor.at(Kind.MID)) && grammar.openBars == 0 && !grammar.inSetElement;
    }

    private Expression finish(List<Expression> operands, List<Operator> operators, boolean equivalent) {
        Expression last = operands.get(operands.size() - 1);
        boolean congruent = operators.size() == 1 && operators.get(0) == Operator.EQUAL;
        if (congruent
                && equivalent
                && last instanceof Apply apply
                && apply.function().equals("mod")
                && !isModulus()) {
            return new Congruence(
                    operands.get(0), apply.arguments().get(0), apply.arguments().get(1));
        }
        if (congruent && equivalent && cursor.at(Kind.COMMA) && cursor.at(Kind.NUMBER, 1)) {
            last = residues(last);
        }
        if (isModulus()) {
            Expression modulus = modulus();
            if (operators.isEmpty()) {
                return new Apply("mod", List.of(last, modulus));
            }
            if (congruent) {
                return new Congruence(operands.get(0), last, modulus);
            }
            throw cursor.failure("a modulus belongs to one congruence");
        }
        if (operators.isEmpty()) {
            return last;
        }
        operands.set(0, ScalarParser.scalar(operands.get(0)));
        operands.set(operands.size() - 1, last);
        return new Relation(operands, operators);
    }

    /** Reads {@code 1, 3} of {@code x ≡ 1, 3 (mod 8)} as one right side. */
    private Expression residues(Expression first) {
        int ahead = 0;
        while (cursor.at(Kind.COMMA, ahead) && cursor.at(Kind.NUMBER, ahead + 1)) {
            ahead += 2;
        }
        boolean modulus = cursor.at(Kind.PARENTHESISED_MODULO, ahead)
                || cursor.at(Kind.MODULO, ahead)
                || (cursor.at(Kind.LEFT_PARENTHESIS, ahead) && cursor.at(Kind.MODULO, ahead + 1));
        if (!modulus) {
            return first;
        }
        List<Expression> residues = new ArrayList<>();
        residues.add(first);
        while (cursor.accept(Kind.COMMA)) {
            Token residue = cursor.take();
            residues.add(Numbers.numeral(residue.text(), residue.position()));
        }
        return new Sequence(residues, false);
    }

    private boolean isModulus() {
        return cursor.at(Kind.PARENTHESISED_MODULO)
                || cursor.at(Kind.MODULO)
                || (cursor.at(Kind.LEFT_PARENTHESIS) && cursor.at(Kind.MODULO, 1))
                || (cursor.at(Kind.COMMA) && cursor.at(Kind.MODULO, 1));
    }

    private Expression modulus() {
        cursor.accept(Kind.COMMA);
        if (cursor.accept(Kind.LEFT_PARENTHESIS)) {
            cursor.take();
            Expression modulus = grammar.scalars.sum();
            cursor.expect(Kind.RIGHT_PARENTHESIS, ")");
            return modulus;
        }
        cursor.take();
        return cursor.at(Kind.GROUP) ? grammar.atoms.argument() : grammar.scalars.sum();
    }

    private Expression ratio() {
        Expression first = setOperation();
        if (!cursor.at(Kind.COLON) || grammar.inSetElement || !startsPart(cursor.peek(1))) {
            return toRatio(first);
        }
        List<Expression> parts = new ArrayList<>();
        parts.add(first);
        while (cursor.at(Kind.COLON) && startsPart(cursor.peek(1))) {
            cursor.take();
            parts.add(setOperation());
        }
        if (parts.stream().anyMatch(StatementParser::isWord)) {
            throw cursor.failure("words in a ratio");
        }
        return Words.clockOrRatio(parts, cursor);
    }

    /** Reads {@code 3 to 1}. */
    private Expression toRatio(Expression first) {
        if (cursor.at(Kind.WORD) && cursor.peek().text().equals("to") && cursor.at(Kind.NUMBER, 1)) {
            cursor.take();
            return new Ratio(List.of(first, setOperation()));
        }
        return first;
    }

    private static boolean startsPart(Token token) {
        return switch (token.kind()) {
            case NUMBER,
                    LETTER,
                    FRACTION,
                    RADICAL,
                    LEFT_PARENTHESIS,
                    GROUP,
                    MINUS,
                    PLUS,
                    PLUS_MINUS,
                    MINUS_PLUS,
                    FUNCTION,
                    CURRENCY,
                    INFINITY,
                    BINOMIAL,
                    LEFT_BAR,
                    LEFT_DOUBLE_BAR,
                    LEFT_FLOOR,
                    LEFT_CEILING,
                    ACCENT,
                    BIG_OPERATOR,
                    INTEGRAL,
                    LIMIT,
                    LEFT_BRACKET,
                    ELLIPSIS,
                    NAMED_SET,
                    LEFT_BRACE,
                    BEGIN -> true;
            default -> false;
        };
    }

    private Expression setOperation() {
        Expression left = moduloOperand();
        while (true) {
            Expression.SetOperation.Kind kind = SetOperations.kindAt(cursor, left);
            if (kind == null) {
                return left;
            }
            cursor.take();
            left = SetOperations.join(kind, left, moduloOperand());
        }
    }

    private Expression moduloOperand() {
        Expression left = grammar.scalars.sum();
        if (cursor.at(Kind.MODULO) && !cursor.at(Kind.RIGHT_PARENTHESIS, -1)) {
            cursor.take();
            return new Apply("mod", List.of(left, grammar.scalars.sum()));
        }
        return left;
    }

    private static boolean isWord(Expression part) {
        return part instanceof Expression.Text
                || (part instanceof Expression.Symbol symbol && Words.isWordName(symbol.name()));
    }

    static boolean isTupleOrLetter(Expression expression) {
        return expression instanceof Expression.Symbol || expression instanceof Tuple;
    }

    static boolean isStatement(Expression expression) {
        return expression instanceof Relation
                || expression instanceof Congruence
                || expression instanceof Conjunction
                || expression instanceof Disjunction;
    }
}
