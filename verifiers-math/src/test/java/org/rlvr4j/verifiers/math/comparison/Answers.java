package org.rlvr4j.verifiers.math.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.verifiers.math.AnswerComparator;
import org.rlvr4j.verifiers.math.Comparison;
import org.rlvr4j.verifiers.math.Comparison.Outcome;
import org.rlvr4j.verifiers.math.ComparisonOptions;
import org.rlvr4j.verifiers.math.expression.Expression;
import org.rlvr4j.verifiers.math.expression.ExpressionParser;
import org.rlvr4j.verifiers.math.expression.ParsedAnswer;

/** Compares answers written as LaTeX. */
final class Answers {

    static final ComparisonOptions DEFAULTS =
            OptionSchema.of(ComparisonOptions.class).defaults();

    private Answers() {}

    static Expression parse(String text) {
        ParsedAnswer answer = new ExpressionParser().parse(text);
        if (answer instanceof ParsedAnswer.Parsed parsed) {
            return parsed.expression();
        }
        throw new AssertionError(text + " does not parse: " + answer);
    }

    static Comparison compare(String gold, String prediction) {
        return compare(DEFAULTS, gold, prediction);
    }

    static Comparison compare(ComparisonOptions options, String gold, String prediction) {
        return new AnswerComparator(options).compare(parse(gold), parse(prediction));
    }

    static void assertEqual(ComparisonOptions options, String gold, String prediction) {
        Comparison comparison = compare(options, gold, prediction);
        assertEquals(Outcome.EQUAL, comparison.outcome(), () -> gold + " vs " + prediction + ": " + comparison);
    }

    static void assertNotEqual(ComparisonOptions options, String gold, String prediction) {
        Comparison comparison = compare(options, gold, prediction);
        assertNotEquals(Outcome.EQUAL, comparison.outcome(), () -> gold + " vs " + prediction + ": " + comparison);
    }
}
