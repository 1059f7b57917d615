package org.rlvr4j.verifiers.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.verify.Verdict;

class MathVerifierTest {

    private static final MathVerifier VERIFIER =
            new MathVerifier(OptionSchema.of(MathVerifierOptions.class).defaults());

    private static Verdict verify(String gold, String response) {
        return VERIFIER.verify(new Problem("p", "", gold), response);
    }

    @Test
    void eachVerdictHasItsCase() {
        assertInstanceOf(Verdict.Correct.class, verify("\\frac12", "It is \\boxed{0.5}."));
        assertInstanceOf(Verdict.Incorrect.class, verify("\\frac12", "It is \\boxed{0.6}."));
        assertInstanceOf(Verdict.Unparseable.class, verify("5", "I do not know."));
        assertInstanceOf(Verdict.Unparseable.class, verify("5", "\\boxed{\\frac}"));
        assertInstanceOf(Verdict.Failed.class, verify("", "\\boxed{5}"));
        assertInstanceOf(Verdict.Failed.class, verify("\\frac", "\\boxed{5}"));
    }

    @Test
    void theCanonicalAnswerDoesNotDependOnTheFormatting() {
        Verdict verdict = verify("2", "So it is $\\boxed{ \\dfrac{1}{2} }$.");
        assertEquals(verify("2", "The answer is $\\frac12$.").answer(), verdict.answer());
    }

    @Test
    void whatIsUndecidedIsNotCorrectAndSaysSo() {
        Verdict verdict = verify("9^{9^{9^9}}", "\\boxed{9^{9^{9^9}}+1}");
        assertInstanceOf(Verdict.Incorrect.class, verdict);
        assertTrue(verdict.reason().contains("UNDECIDED"), verdict.reason());
    }

    /** Chains, units in letters, decimal commas: read beside the other answer. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            7; a+b=3+4=7; true
            7; a+b=7=8; false
            \\frac13; x=\\frac13\\approx 0.33; true
            0.33; x=\\frac13\\approx 0.33; true
            x=\\frac13; x=\\frac26=\\frac13; true
            11; x \\approx 11; true
            5 \\text{ m}; 5 m; true
            5 \\text{ cm}; 5 m; false
            5; 5 m; true
            5m; 5 m; true
            5m+1; 5m; false
            5k; 5m; false
            10 m/s; 36 km/h; true
            2.74; 2,74; true
            2.74; 2,75; false
            2, 74; 2.74; false
            x+11; \\boxed{x+11} or \\boxed{11+x}; true
            x+11; \\boxed{x+11} or \\boxed{12+x}; false
            """)
    void readsAnAnswerAsTheOtherShowsThatItIsMeant(String gold, String response, boolean correct) {
        assertEquals(
                correct,
                verify(gold, response).isCorrect(),
                () -> VERIFIER.explain(gold, response).toString());
    }

    @Test
    void digitsCountOnBothSides() {
        assertTrue(VERIFIER.withDigits(2).explain("\\frac13", "0.33").verdict().isCorrect());
        assertThrows(InvalidOptionException.class, () -> VERIFIER.withDigits(1_000));
    }

    @Test
    void manyGoldAnswersAndThreadsGiveTheSameVerdicts() {
        List<Boolean> alone =
                IntStream.range(0, 5_000).mapToObj(i -> isRight(i)).toList();
        List<Boolean> together =
                IntStream.range(0, 5_000).parallel().mapToObj(i -> isRight(i)).toList();
        assertEquals(alone, together);
    }

    private static boolean isRight(int i) {
        return verify("x^2 + " + i, "\\boxed{" + i % 100 + " + x^2}").isCorrect();
    }
}
