package org.rlvr4j.tasks.modular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.tasks.PromptStyle;

class ModularPuzzleTest {

    /** The solutions found by trying every number: one, and the one that is given. */
    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void thereIsExactlyOneSolution(
            @ForAll @IntRange(min = 2, max = 10) int terms,
            @ForAll @IntRange(min = 2, max = 500) int modulus,
            @ForAll long seed) {
        ModularPuzzle puzzle = new ModularGenerator(
                        new ModularOptions(List.of(terms), modulus, modulus, 1, 0, 0, 1, PromptStyle.COMPACT, 0))
                .draw(new SplittableRandom(seed));
        List<String> solutions = IntStream.range(0, modulus)
                .filter(x -> puzzle.left().stream()
                                        .mapToLong(term -> (long) term.factor() * (term.unknown() ? x : 1))
                                        .sum()
                                % modulus
                        == puzzle.right())
                .mapToObj(Integer::toString)
                .toList();
        assertEquals(List.of(puzzle.solution()), solutions, puzzle::format);
        List<String> accepted = IntStream.range(0, 2 * modulus)
                .mapToObj(Integer::toString)
                .filter(answer -> puzzle.judge(answer).isCorrect())
                .toList();
        assertEquals(solutions, accepted);
    }

    @Test
    void solvesAndExplains() {
        ModularPuzzle puzzle = ModularPuzzle.parse("3x+5=2 mod 7");
        assertEquals("6", puzzle.solution());
        assertEquals("with x = 1 the left side is 1, not 2", puzzle.judge("1").reason());
        assertEquals("\"13\" is not below the modulus 7", puzzle.judge("13").reason());
        assertInstanceOf(Verdict.Incorrect.class, puzzle.judge("9".repeat(300)));
        assertEquals("3x+5=2 mod 7:", puzzle.prompt(PromptStyle.COMPACT));
        assertTrue(puzzle.prompt(PromptStyle.SENTENCE).contains("3x + 5 = 2 (mod 7)"));
        assertEquals(puzzle.kin(), ModularPuzzle.parse("x+2x+6=3 mod 7").kin());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x=6", "06", "-1", "6.0", "six", "6 mod 7"})
    void onlyANumberIsAnAnswer(String answer) {
        assertInstanceOf(
                Verdict.Unparseable.class, ModularPuzzle.parse("3x+5=2 mod 7").judge(answer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3x+5=2",
                "3x=2 mod 7",
                "3x+5=7 mod 7",
                "7x+5=2 mod 7",
                "2x+1=1 mod 4",
                "3+5=2 mod 7",
                "1x+5=2 mod 7",
                "03x+5=2 mod 7",
                "3x++5=2 mod 7",
                "3x+5=2 mod 07",
                "x+1=0 mod 1",
                "x+1=0 mod 1000001",
                "x5+5=2 mod 7"
            })
    void onlyEquationsWithOneSolutionAreRead(String text) {
        assertThrows(IllegalArgumentException.class, () -> ModularPuzzle.parse(text));
    }
}
