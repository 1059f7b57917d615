package org.rlvr4j.verifiers.math.countdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.api.verify.Verifier;

class CountdownVerifierTest {

    private static final Verifier VERIFIER = new CountdownVerifier(
            OptionSchema.of(CountdownVerifierOptions.class).defaults());

    private static Verdict verify(String reference, String response) {
        return VERIFIER.verify(new Problem("p", "", reference), response);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3 7 12=57 | (12+7)*3 | (12+7)*3",
                "3 7 12=57 | 3 × ( 7 + 12 ) | 3*(7+12)",
                "3 7 12=57 | ((3))*(7+(12)) | ((3))*(7+(12))",
                "3 7 12=8 | 12÷3−7+11 | ",
                "3 3 8 8=24 | 8/(3-8/3) | 8/(3-8/3)",
                "5=5 | 5 | 5",
                "1 2 3=6 | 1 - 2 * 3 + 11 | ",
                "2 3 4=20 | (2−3)*4+24 | ",
            })
    void judgesExactly(String reference, String response, String answer) {
        Verdict verdict = verify(reference, response);
        if (answer == null) {
            assertInstanceOf(Verdict.Incorrect.class, verdict);
        } else {
            assertEquals(new Verdict.Correct(answer, "equals " + reference.split("=")[1]), verdict);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3 7 12=45 | 7*7-12+3 | uses 7 twice; given 3, 7, 12",
                "3 7 12=45 | 7+7+7+12+3 | uses 7 3 times; given 3, 7, 12",
                "3 7 12=45 | 12+3 | does not use 7; given 3, 7, 12",
                "3 3 12=45 | 12*3 | uses 3 only once; given 3, 3, 12",
                "3 7 12=45 | 45 | uses 45, which is not given; given 3, 7, 12",
                "3 7 12=45 | 3*12+7 | equals 43, not 45",
                "3 7 12=45 | 7/12-3 | equals -29/12, not 45",
                "3 7 12=45 | 12/7*3 | equals 36/7, not 45",
                "3 3 12=45 | 12/(3-3) | divides by zero",
            })
    void explainsWrongAnswers(String reference, String response, String reason) {
        assertEquals(new Verdict.Incorrect(response, reason), verify(reference, response));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-3+7*12",
                "3+-7",
                "+3+7+12",
                "(3+7",
                "3+7)",
                "3 7",
                "3(7)",
                "(3)(7)",
                "3+",
                "*3",
                "()",
                "3**7",
                "3//7",
                "3^7",
                "3.0+7",
                "3e1",
                "0x3",
                "03+7",
                "3+7+12=22",
                "x",
                "3+7+12;",
                "\\frac{3}{7}",
                "٣+7",
                "３+7",
                "12345678901",
                "<b>3</b>"
            })
    void refusesWhatIsNoExpression(String response) {
        assertInstanceOf(Verdict.Unparseable.class, verify("3 7 12=22", response));
    }

    @Test
    void saysWhereReadingStopped() {
        assertEquals(
                "expected a number or an opening parenthesis (no sign before it) at position 3, got \"-7\"",
                verify("3 7=1", "3+-7").reason());
        assertEquals(
                "expected an operator or the end at position 4, got \"=22\\u0007\"",
                verify("3 7=1", "3+7=22\u0007").reason());
        assertEquals(
                "expected an operator or a closing parenthesis, got the end of the text",
                verify("3 7=1", "(3+7").reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3 7", "7 3=4", "answer: 45", "((((", "3 7=4\u0000"})
    void neverPunishesTheModelForABadReference(String reference) {
        Verdict verdict = verify(reference, "3+7");
        assertInstanceOf(Verdict.Failed.class, verdict);
        assertTrue(verdict.reason().startsWith("the reference is not a Countdown puzzle: "), verdict.reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", ")", "9", "1+", "(1+", "1/", " ", "-", "\u0000", "\ud800", "×", "1*(", "漢"})
    void answersAtOnceOnAMegabyte(String unit) {
        String response = unit.repeat(1_000_000);
        Verifier generous = new CountdownVerifier(new CountdownVerifierOptions(100_000));
        assertTimeout(Duration.ofSeconds(2), () -> {
            assertInstanceOf(Verdict.Unparseable.class, verify("3 7=10", response));
            assertInstanceOf(
                    Verdict.Unparseable.class,
                    generous.verify(new Problem("p", "", "3 7=10"), response.substring(0, 100_000)));
        });
    }

    @Test
    void boundsTheWorkOfHugeValidExpressions() {
        Verifier generous = new CountdownVerifier(new CountdownVerifierOptions(100_000));
        String product = "999999999*".repeat(9_999) + "1";
        String nines = "999999999/7*".repeat(8);
        assertTimeout(Duration.ofSeconds(2), () -> {
            assertInstanceOf(Verdict.Incorrect.class, generous.verify(new Problem("p", "", "1 999999999=10"), product));
            Verdict long16 = verify(
                    "7 7 7 7 7 7 7 7 999999999 999999999 999999999 999999999 999999999 999999999 999999999 999999999=1",
                    nines.substring(0, nines.length() - 1));
            assertInstanceOf(Verdict.Incorrect.class, long16);
            assertTrue(long16.reason().length() < 100, long16.reason());
        });
    }

    @Test
    void limitsNesting() {
        assertTrue(verify("5=5", "(".repeat(64) + "5" + ")".repeat(64)).isCorrect());
        assertEquals(
                new Verdict.Unparseable("parentheses are nested more than 64 deep"),
                verify("5=5", "(".repeat(65) + "5" + ")".repeat(65)));
    }

    @Test
    void limitsLength() {
        assertTrue(verify("5=5", " ".repeat(999) + "5").isCorrect());
        assertEquals(
                new Verdict.Unparseable("the response has 1001 characters, more than 1000"),
                verify("5=5", " ".repeat(1000) + "5"));
        assertThrows(InvalidOptionException.class, () -> new CountdownVerifierOptions(0));
    }
}
