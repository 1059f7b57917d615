package org.rlvr4j.verifiers.math.expression;

/**
 * One token.
 *
 * @param kind what it is
 * @param text its canonical text; for words as written
 * @param position where it began in the folded text
 * @param spaced whether space stood before it
 * @param upright whether it is set as text rather than as italic letters
 */
record Token(Kind kind, String text, int position, boolean spaced, boolean upright) {

    /** What a token is. */
    enum Kind {
        NUMBER,
        LETTER,
        WORD,
        FUNCTION,
        INFINITY,
        NAMED_SET,
        ELLIPSIS,
        PLUS,
        MINUS,
        PLUS_MINUS,
        MINUS_PLUS,
        TIMES,
        COMPOSE,
        SLASH,
        CARET,
        UNDERSCORE,
        FACTORIAL,
        PRIME,
        DOUBLE_QUOTE,
        DEGREE,
        PERCENT,
        CURRENCY,
        COMMA,
        SEMICOLON,
        COLON,
        PERIOD,
        WIDE_SPACE,
        AND,
        OR,
        WEDGE,
        VEE,
        RELATION,
        EQUIVALENT,
        MID,
        UNION,
        INTERSECTION,
        DIFFERENCE,
        MODULO,
        PARENTHESISED_MODULO,
        BAR,
        LEFT_BAR,
        RIGHT_BAR,
        DOUBLE_BAR,
        LEFT_DOUBLE_BAR,
        RIGHT_DOUBLE_BAR,
        LEFT_PARENTHESIS,
        RIGHT_PARENTHESIS,
        LEFT_BRACKET,
        RIGHT_BRACKET,
        LEFT_BRACE,
        RIGHT_BRACE,
        LEFT_ANGLE,
        RIGHT_ANGLE,
        LEFT_FLOOR,
        RIGHT_FLOOR,
        LEFT_CEILING,
        RIGHT_CEILING,
        RIGHT_NOTHING,
        GROUP,
        END_GROUP,
        FRACTION,
        BINOMIAL,
        RADICAL,
        ACCENT,
        OVER,
        CHOOSE,
        BIG_OPERATOR,
        INTEGRAL,
        LIMIT,
        BEGIN,
        END_ENVIRONMENT,
        MATRIX_MACRO,
        AMPERSAND,
        ROW,
        UNKNOWN,
        END
    }

    boolean is(Kind other) {
        return kind == other;
    }
}
