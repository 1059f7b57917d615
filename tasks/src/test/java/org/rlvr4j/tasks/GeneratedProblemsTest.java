package org.rlvr4j.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.tasks.arithmetic.ArithmeticGenerator;
import org.rlvr4j.tasks.arithmetic.ArithmeticOptions;
import org.rlvr4j.tasks.arithmetic.Operation;
import org.rlvr4j.tasks.modular.ModularOptions;
import org.rlvr4j.tasks.strings.StringsOptions;
import org.rlvr4j.tasks.sudoku.SudokuOptions;

class GeneratedProblemsTest {

    private static GeneratedProblems sumsOfDigits(int training, int heldOut) {
        return new GeneratedProblems(
                new ArithmeticGenerator(new ArithmeticOptions(
                        List.of(2), List.of(1), List.of(Operation.ADD), 1, 0, 0, 1, PromptStyle.COMPACT, 0)),
                new ProblemSplit(training, heldOut, heldOut == 0 ? 0 : 0.2, 1, PromptStyle.COMPACT, 0));
    }

    @Test
    void aSmallTaskGivesAllItHas() {
        assertEquals(100, sumsOfDigits(100, 0).training().size());
    }

    @Test
    void tooManyProblemsAreRefusedWithHowManyThereAre() {
        InvalidOptionException refused = assertThrows(InvalidOptionException.class, () -> sumsOfDigits(101, 0));
        assertEquals("training-problems", refused.mistakes().get(0).option());
        assertTrue(refused.toString().contains("101 is too many: 100 different problems"), refused.toString());

        InvalidOptionException both = assertThrows(InvalidOptionException.class, () -> sumsOfDigits(99, 90));
        assertEquals(2, both.mistakes().size());
    }

    @Test
    void problemsSayWhatTheyAre() {
        Problem problem = sumsOfDigits(1, 0).training().get(0);
        assertEquals("arithmetic-" + problem.reference(), problem.id());
        assertEquals(problem.reference() + "=", problem.prompt());
        assertEquals("2", problem.metadata().get(Puzzle.DIFFICULTY));
        assertEquals("arithmetic", problem.metadata().get("task"));
    }

    @Test
    void defaultsGenerate() {
        assertEquals(
                4000,
                new GeneratedProblems(
                                new ArithmeticGenerator(
                                        OptionSchema.of(ArithmeticOptions.class).defaults()),
                                OptionSchema.of(ArithmeticOptions.class)
                                        .defaults()
                                        .split())
                        .training()
                        .size());
    }

    @Test
    void everyOptionOutOfRangeIsNamed() {
        assertMistakes(
                () -> new ArithmeticOptions(
                        List.of(1),
                        List.of(),
                        List.of(Operation.ADD, Operation.ADD),
                        0,
                        -1,
                        1,
                        1,
                        PromptStyle.COMPACT,
                        2),
                "terms",
                "digits",
                "operations",
                "training-problems",
                "held-out-problems",
                "held-out-share",
                "wrong-answer-share");
        assertMistakes(
                () -> new ModularOptions(List.of(11), 1, 0, 1, 1, 0, 1, PromptStyle.COMPACT, Double.NaN),
                "min-modulus",
                "max-modulus",
                "terms",
                "held-out-share",
                "wrong-answer-share");
        assertMistakes(
                () -> new SudokuOptions(5, List.of(4), 1, 0, Double.NaN, 1, PromptStyle.COMPACT, 0),
                "size",
                "held-out-share");
        assertMistakes(() -> new SudokuOptions(4, List.of(4, 12), 1, 0, 0, 1, PromptStyle.COMPACT, 0), "blanks");
        assertMistakes(
                () -> new StringsOptions(List.of(41), 1, List.of(0, 0), List.of(), 1, 0, 0, 1, PromptStyle.COMPACT, 0),
                "letters",
                "length",
                "operations",
                "operations",
                "kinds");
        assertMistakes(() -> new PuzzleVerifierOptions(0), "max-length");
    }

    private static void assertMistakes(Runnable creation, String... options) {
        InvalidOptionException refused = assertThrows(InvalidOptionException.class, creation::run);
        assertEquals(
                List.of(options),
                refused.mistakes().stream()
                        .map(InvalidOptionException.Mistake::option)
                        .toList());
    }
}
