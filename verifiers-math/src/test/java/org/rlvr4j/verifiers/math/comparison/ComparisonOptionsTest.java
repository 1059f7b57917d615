package org.rlvr4j.verifiers.math.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.verifiers.math.Comparison;
import org.rlvr4j.verifiers.math.ComparisonOptions;

/** Each policy, on and off. */
class ComparisonOptionsTest {

    private static ComparisonOptions with(String key, Object value) {
        OptionSchema<ComparisonOptions> schema = OptionSchema.of(ComparisonOptions.class);
        List<OptionSchema.Entry> entries = schema.entries();
        Object[] values = new Object[entries.size()];
        boolean found = false;
        for (int i = 0; i < values.length; i++) {
            boolean wanted = entries.get(i).key().equals(key);
            found |= wanted;
            values[i] = wanted ? value : OptionSchema.defaultValue(entries.get(i));
        }
        assertTrue(found, key);
        return schema.create(values);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "percent-as-fraction; 50\\%; 0.5",
                "percent-as-fraction; 12.5\\%; \\frac18",
                "unit-missing; 10\\text{ cm}; 10",
                "unit-missing; \\$10; 10",
                "unit-missing; 50\\%; 50",
                "unit-missing; 90^\\circ; 90",
                "unit-missing; 4343_6; 4343",
                "unit-missing; 3:45\\text{ p.m.}; 3:45",
                "degrees-as-radians; 180^\\circ; \\pi",
                "singleton-as-element; \\{5\\}; 5",
                "column-vector-as-tuple; \\begin{pmatrix}1\\\\2\\end{pmatrix}; (1,2)",
                "bare-list-as-set; 1,2; 2,1",
                "bare-list-as-set; 1,2; \\{2,1\\}",
                "ratio-as-fraction; 1:2; \\frac12",
                "assignment-as-value; x=5; 5",
                "assignment-as-value; f(x)=2x; 2x",
                "constant-of-integration; x^2+C; x^2+K",
                "assume-positive; \\ln(xy); \\ln x+\\ln y",
                "assume-positive; \\sqrt{x^2}; x"
            })
    void policyOnAndOff(String key, String gold, String prediction) {
        Answers.assertEqual(with(key, true), gold, prediction);
        Answers.assertNotEqual(with(key, false), gold, prediction);
        Answers.assertEqual(with(key, true), prediction, gold);
        Answers.assertNotEqual(with(key, false), prediction, gold);
    }

    @Test
    void goldDecimalsAreRounded() {
        Answers.assertEqual(Answers.DEFAULTS, "2.236068", "\\sqrt5");
        Answers.assertNotEqual(Answers.DEFAULTS, "\\sqrt5", "2.236068");
        Answers.assertNotEqual(Answers.DEFAULTS, "3.14", "\\pi");
        Answers.assertEqual(with("decimal-digits", 2), "3.14", "\\pi");
        Answers.assertEqual(with("decimal-digits", 2), "3.14", "3.1416");
        Answers.assertNotEqual(with("decimal-digits", 8), "2.236068", "\\sqrt5");
    }

    @Test
    void smallGoldDecimalsKeepSignificantDigits() {
        Answers.assertNotEqual(Answers.DEFAULTS, "0.00000012", "0.0000002");
        Answers.assertEqual(Answers.DEFAULTS, "0.00000012345678", "0.00000012345679");
    }

    @Test
    void digitsRoundBothSides() {
        ComparisonOptions two = Answers.DEFAULTS.withDigits(2);
        Answers.assertEqual(two, "\\pi", "3.14");
        Answers.assertEqual(two, "\\frac13", "0.333");
        Answers.assertNotEqual(two, "\\pi", "3.15");
        Answers.assertEqual(two, "(\\pi, \\sqrt2)", "(3.14, 1.41)");
        Answers.assertEqual(two, "\\{\\pi, e\\}", "\\{2.72, 3.14\\}");
        Answers.assertEqual(two, "[0, \\pi)", "[0, 3.14)");
        Answers.assertNotEqual(two, "[0, \\pi)", "[0, 3.14]");
        assertEquals(2, two.digits());
        assertEquals(Answers.DEFAULTS, two.withDigits(-1));
    }

    @Test
    void logarithmsHaveTheBaseOfTheOption() {
        Answers.assertEqual(Answers.DEFAULTS, "\\log 100", "2");
        Answers.assertEqual(with("log-base", ComparisonOptions.LogBase.E), "\\log x", "\\ln x");
        Answers.assertNotEqual(Answers.DEFAULTS, "\\log x", "\\ln x");
    }

    @Test
    void pointsAreCountedInTheReason() {
        String identity = "\\sin 2x";
        assertEquals(
                "EQUAL at 12 random points",
                Answers.compare(identity, "2\\sin x\\cos x").reason());
        assertEquals(
                "EQUAL at 20 random points",
                Answers.compare(with("points", 20), identity, "2\\sin x\\cos x").reason());
    }

    @Test
    void theSeedChangesThePoints() {
        String first = Answers.compare("x^2", "x^3").reason();
        assertEquals(first, Answers.compare("x^2", "x^3").reason());
        assertNotEquals(first, Answers.compare(with("seed", 7L), "x^2", "x^3").reason());
    }

    @Test
    void theBudgetEndsTheWork() {
        Comparison little = Answers.compare(with("step-budget", 1000L), "\\sum_{k=1}^{900} \\sin k", "5");
        assertEquals(Comparison.Outcome.UNDECIDED, little.outcome());
        Comparison enough = Answers.compare("\\sum_{k=1}^{900} \\sin k", "5");
        assertEquals(Comparison.Outcome.DIFFERENT, enough.outcome());
    }

    @Test
    void rangesAreChecked() {
        for (String key : List.of("decimal-digits", "digits", "points")) {
            assertThrows(InvalidOptionException.class, () -> with(key, 101), key);
            assertThrows(InvalidOptionException.class, () -> with(key, -2), key);
        }
        assertThrows(InvalidOptionException.class, () -> with("step-budget", 999L));
    }
}
