package org.rlvr4j.runtime.gpu.internal.jinja;

/**
 * A piece of a template.
 *
 * @param kind what it is
 * @param text its text; of a string, what it says
 * @param line from 1
 */
record Token(Kind kind, String text, int line) {

    /** What a piece is. */
    enum Kind {
        /** Text between tags. */
        TEXT,
        /** The beginning of <code>{{ … }}</code>. */
        EXPRESSION_START,
        EXPRESSION_END,
        /** The beginning of <code>{% … %}</code>. */
        STATEMENT_START,
        STATEMENT_END,
        NAME,
        STRING,
        INTEGER,
        REAL,
        OPERATOR,
        END
    }

    boolean is(Kind wanted, String wantedText) {
        return kind == wanted && text.equals(wantedText);
    }
}
