package org.rlvr4j.verifiers.math.expression;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.verifiers.math.expression.Expression.Apply;
import org.rlvr4j.verifiers.math.expression.Expression.Conjunction;
import org.rlvr4j.verifiers.math.expression.Expression.Empty;
import org.rlvr4j.verifiers.math.expression.Expression.Matrix;
import org.rlvr4j.verifiers.math.expression.Expression.Piecewise;
import org.rlvr4j.verifiers.math.expression.Expression.Relation;
import org.rlvr4j.verifiers.math.expression.Expression.Sequence;
import org.rlvr4j.verifiers.math.expression.Token.Kind;

/** Reads environments: matrices, systems of equations, functions by cases. */
final class TableParser {

    private final Grammar grammar;
    private final TokenCursor cursor;

    TableParser(Grammar grammar) {
        this.grammar = grammar;
        cursor = grammar.cursor;
    }

    Expression table() {
        String name = cursor.peek().text();
        return switch (name) {
            case "matrix",
                    "pmatrix",
                    "bmatrix",
                    "Bmatrix",
                    "vmatrix",
                    "Vmatrix",
                    "smallmatrix",
                    "psmallmatrix",
                    "bsmallmatrix",
                    "array",
                    "tabular" -> matrix(name);
            case "cases",
                    "dcases",
                    "rcases",
                    "aligned",
                    "align",
                    "gathered",
                    "gather",
                    "split",
                    "equation",
                    "eqnarray",
                    "alignedat",
                    "alignat",
                    "math",
                    "displaymath" -> system();
            default -> throw cursor.failure("an environment");
        };
    }

    private Expression matrix(String name) {
        cursor.enter();
        boolean macro = cursor.take().is(Kind.MATRIX_MACRO);
        if (macro) {
            cursor.expect(Kind.GROUP, "{");
        }
        List<List<Expression>> rows = new ArrayList<>();
        grammar.brackets.inside(() -> {
            readCells(rows);
            return new Empty();
        });
        close(macro, name);
        cursor.leave();
        if (rows.stream().allMatch(row -> row.size() == 1 && StatementParser.isStatement(row.get(0)))) {
            return together(rows.stream().map(row -> row.get(0)).toList());
        }
        int columns = rows.get(0).size();
        if (rows.stream().anyMatch(row -> row.size() != columns)) {
            throw cursor.failure("a matrix with rows of different lengths");
        }
        return switch (name) {
            case "vmatrix" -> new Apply("det", List.of(new Matrix(rows)));
            case "Vmatrix" -> new Apply("norm", List.of(new Matrix(rows)));
            default -> new Matrix(rows);
        };
    }

    private void readCells(List<List<Expression>> rows) {
        while (!atEnd()) {
            List<Expression> row = new ArrayList<>();
            do {
                row.add(grammar.statements.element());
            } while (cursor.accept(Kind.AMPERSAND));
            rows.add(row);
            if (!cursor.accept(Kind.ROW)) {
                break;
            }
        }
        if (rows.isEmpty()) {
            throw cursor.failure("an empty matrix");
        }
    }

    private boolean atEnd() {
        return cursor.at(Kind.END_ENVIRONMENT) || cursor.at(Kind.END_GROUP) || cursor.at(Kind.END);
    }

    private void close(boolean macro, String name) {
        if (macro) {
            cursor.expectEndOfGroup();
        } else {
            boolean matches = cursor.peek().text().equals(name);
            cursor.expect(Kind.END_ENVIRONMENT, "the end of the environment");
            if (!matches) {
                throw cursor.failure("another environment's end");
            }
        }
    }

    // ---------------------------------------------------------------------------------- systems and cases

    /** Reads an environment whose rows are statements, or values with conditions. */
    Expression system() {
        cursor.enter();
        Token begin = cursor.take();
        List<Expression> statements = new ArrayList<>();
        List<Piecewise.Case> cases = new ArrayList<>();
        grammar.brackets.inside(() -> {
            readRows(statements, cases);
            return new Empty();
        });
        close(begin.is(Kind.MATRIX_MACRO), begin.text());
        cursor.leave();
        if (cases.isEmpty()) {
            if (statements.isEmpty()) {
                throw cursor.failure("an empty environment");
            }
            return together(statements);
        }
        if (!statements.isEmpty()) {
            throw cursor.failure("cases with and without conditions");
        }
        return new Piecewise(cases);
    }

    private void readRows(List<Expression> statements, List<Piecewise.Case> cases) {
        while (!atEnd()) {
            if (cursor.accept(Kind.ROW) || cursor.accept(Kind.AMPERSAND)) {
                continue;
            }
            if (cursor.at(Kind.RELATION) && !statements.isEmpty()) {
                extend(statements);
            } else {
                readRow(statements, cases);
            }
            while (cursor.at(Kind.COMMA)
                    || cursor.at(Kind.SEMICOLON)
                    || cursor.at(Kind.PERIOD)
                    || cursor.at(Kind.AND)) {
                cursor.take();
            }
            if (!cursor.accept(Kind.ROW)) {
                break;
            }
        }
    }

    private void readRow(List<Expression> statements, List<Piecewise.Case> cases) {
        List<Expression> items = new ArrayList<>();
        items.add(grammar.statements.element());
        while (true) {
            @Nullable Expression condition = condition();
            if (condition != null) {
                cases.add(new Piecewise.Case(items.size() == 1 ? items.get(0) : new Sequence(items, false), condition));
                return;
            }
            boolean more = cursor.at(Kind.COMMA) && !cursor.at(Kind.ROW, 1) && !cursor.at(Kind.END_ENVIRONMENT, 1);
            if (!more) {
                break;
            }
            cursor.take();
            items.add(grammar.statements.element());
        }
        if (items.size() > 1 && !items.stream().allMatch(StatementParser::isStatement)) {
            throw cursor.failure("values among statements");
        }
        statements.addAll(items);
    }

    /** Reads what follows an alignment mark or the word "if", or returns null. */
    private @Nullable Expression condition() {
        int ahead = cursor.at(Kind.COMMA) || cursor.at(Kind.WIDE_SPACE) ? 1 : 0;
        boolean marked = cursor.at(Kind.AMPERSAND, ahead);
        if (!marked && !isConditionWord(ahead)) {
            return null;
        }
        for (int taken = 0; taken < ahead; taken++) {
            cursor.take();
        }
        cursor.accept(Kind.AMPERSAND);
        while (cursor.at(Kind.WORD) && Vocabulary.isConnective(cursor.peek().text())) {
            cursor.take();
        }
        boolean empty = atEnd() || cursor.at(Kind.ROW);
        return empty ? new Empty() : grammar.statements.list();
    }

    private boolean isConditionWord(int ahead) {
        if (!cursor.at(Kind.WORD, ahead)) {
            return false;
        }
        String word = cursor.peek(ahead).text();
        return Vocabulary.isConnective(word) || word.equals("otherwise") || word.equals("else");
    }

    /** Continues a chain of relations whose next line begins with its sign. */
    private void extend(List<Expression> statements) {
        int last = statements.size() - 1;
        List<Expression> operands = new ArrayList<>();
        List<Relation.Operator> operators = new ArrayList<>();
        if (statements.get(last) instanceof Relation relation) {
            operands.addAll(relation.operands());
            operators.addAll(relation.operators());
        } else {
            operands.add(statements.get(last));
        }
        while (cursor.at(Kind.RELATION)) {
            operators.add(Relation.Operator.valueOf(cursor.take().text()));
            operands.add(grammar.scalars.sum());
        }
        statements.set(last, new Relation(operands, operators));
    }

    private static Expression together(List<Expression> statements) {
        if (statements.size() == 1) {
            return statements.get(0);
        }
        if (statements.stream().allMatch(StatementParser::isStatement)) {
            return new Conjunction(statements);
        }
        if (statements.stream().anyMatch(StatementParser::isStatement)) {
            throw new ParseFailure("values among statements", 0);
        }
        return new Sequence(statements, false);
    }
}
