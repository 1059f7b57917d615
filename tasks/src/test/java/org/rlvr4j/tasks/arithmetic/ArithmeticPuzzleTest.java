package org.rlvr4j.tasks.arithmetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.tasks.PromptStyle;

class ArithmeticPuzzleTest {

    @ParameterizedTest
    @CsvSource({
        "47+38, 85",
        "12-50, -38",
        "2+3*4, 14",
        "2*3+4*5-6, 20",
        "9-3-2, 4",
        "9-3+2, 8",
        "1-2*3*4, -23",
        "0*7+0, 0",
        "5-5, 0",
        "999999999999999999999999999999+1, 1000000000000000000000000000000"
    })
    void evaluatesProductsFirstThenFromTheLeft(String expression, String value) {
        ArithmeticPuzzle puzzle = ArithmeticPuzzle.parse(expression);
        assertEquals(value, puzzle.solution());
        assertTrue(puzzle.judge(value).isCorrect());
        assertEquals(value, puzzle.judge(value).answer());
    }

    @Provide
    Arbitrary<List<Integer>> small() {
        return Arbitraries.integers().between(0, 99).list().ofSize(5);
    }

    /** Against long arithmetic, every choice of four operations. */
    @Property(tries = 50)
    void agreesWithAnIndependentEvaluation(@ForAll("small") List<Integer> n) {
        for (int code = 0; code < 81; code++) {
            int[] signs = {code % 3, code / 3 % 3, code / 9 % 3, code / 27};
            StringBuilder text = new StringBuilder(String.valueOf(n.get(0)));
            long sum = 0;
            long sign = 1;
            long product = n.get(0);
            for (int i = 0; i < 4; i++) {
                text.append("+-*".charAt(signs[i])).append(n.get(i + 1));
                if (signs[i] == 2) {
                    product *= n.get(i + 1);
                } else {
                    sum += sign * product;
                    sign = signs[i] == 0 ? 1 : -1;
                    product = n.get(i + 1);
                }
            }
            sum += sign * product;
            assertEquals(
                    BigInteger.valueOf(sum),
                    ArithmeticPuzzle.parse(text.toString()).value(),
                    text::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "085",
                "+85",
                "8 5",
                "85.",
                "85.0",
                "8,5",
                "85 =",
                "x",
                "- 85",
                "--85",
                "-0",
                "٨٥",
                "85\u0000"
            })
    void onlyAPlainWholeNumberIsAnAnswer(String answer) {
        Verdict verdict = ArithmeticPuzzle.parse("47+38").judge(answer);
        assertInstanceOf(Verdict.Unparseable.class, verdict);
        assertEquals("", verdict.answer());
    }

    @Test
    void wrongNumbersAreIncorrect() {
        Verdict verdict = ArithmeticPuzzle.parse("47+38").judge("-85");
        assertInstanceOf(Verdict.Incorrect.class, verdict);
        assertEquals("-85", verdict.answer());
        assertEquals("\"-85\" is not \"85\"", verdict.reason());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "47",
                "47+",
                "+47",
                "47++38",
                "-47+38",
                "047+38",
                "47/38",
                "4 7+38",
                "47+38=",
                "1+1+1+1+1+1+1+1+1+1+1"
            })
    void onlyExpressionsAreRead(String text) {
        assertThrows(IllegalArgumentException.class, () -> ArithmeticPuzzle.parse(text));
    }

    @Test
    void promptsAndKin() {
        ArithmeticPuzzle puzzle = ArithmeticPuzzle.parse("47+38*2");
        assertEquals("47+38*2=", puzzle.prompt(PromptStyle.COMPACT));
        assertTrue(puzzle.prompt(PromptStyle.SENTENCE).startsWith("What is 47 + 38 * 2?"));
        assertEquals(ArithmeticPuzzle.parse("38-2-47").kin(), puzzle.kin());
        assertEquals("5", puzzle.facts().get("difficulty"));
    }
}
