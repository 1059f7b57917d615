package org.rlvr4j.verifiers.math.expression;

/** What {@link ExpressionParser} makes of a text. */
public sealed interface ParsedAnswer {

    /**
     * A tree.
     *
     * @param expression the answer
     */
    record Parsed(Expression expression) implements ParsedAnswer {}

    /**
     * No tree.
     *
     * @param reason why, in one line, with the position; quotes a bounded, escaped part of the text
     */
    record Unparseable(String reason) implements ParsedAnswer {}
}
