package org.rlvr4j.verifiers.math.expression;

/** The parts of the parser, which call one another, over one text. */
final class Grammar {

    final TokenCursor cursor;
    final StatementParser statements;
    final ScalarParser scalars;
    final AtomParser atoms;
    final FunctionParser functions;
    final BracketParser brackets;
    final TableParser tables;
    final UnitReader units;

    /** How many bars that opened an absolute value wait for their closing one, in the innermost bracket. */
    int openBars;

    int openDoubleBars;

    /** Whether a bar or a colon here ends the element of a set that is given by a condition. */
    boolean inSetElement;

    /** How many integrals wait for their differential. */
    int openIntegrals;

    /** How many sums over i surround what is read, where i is not the imaginary unit. */
    int sumsOverI;

    Grammar(TokenCursor cursor) {
        this.cursor = cursor;
        statements = new StatementParser(this);
        scalars = new ScalarParser(this);
        atoms = new AtomParser(this);
        functions = new FunctionParser(this);
        brackets = new BracketParser(this);
        tables = new TableParser(this);
        units = new UnitReader(cursor);
    }
}
