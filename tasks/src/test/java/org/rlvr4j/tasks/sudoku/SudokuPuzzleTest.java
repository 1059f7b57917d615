package org.rlvr4j.tasks.sudoku;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.tasks.PromptStyle;

class SudokuPuzzleTest {

    private static SudokuPuzzle draw(int size, int blanks, long seed) {
        return new SudokuGenerator(new SudokuOptions(size, List.of(blanks), 1, 0, 0, 1, PromptStyle.COMPACT, 0))
                .draw(new SplittableRandom(seed));
    }

    /** All valid 4 x 4 grids, by filling cell after cell and nothing cleverer. */
    private static final List<String> GRIDS = allGrids();

    private static List<String> allGrids() {
        List<String> grids = new ArrayList<>();
        fill(new char[16], 0, grids);
        return grids;
    }

    private static void fill(char[] cells, int cell, List<String> grids) {
        if (cell == 16) {
            String all = new String(cells);
            grids.add(String.join(
                    "|", all.substring(0, 4), all.substring(4, 8), all.substring(8, 12), all.substring(12)));
            return;
        }
        for (char digit = '1'; digit <= '4'; digit++) {
            boolean free = true;
            for (int other = 0; other < cell; other++) {
                boolean sameRow = other / 4 == cell / 4;
                boolean sameColumn = other % 4 == cell % 4;
                boolean sameBox = other / 8 == cell / 8 && other % 4 / 2 == cell % 4 / 2;
                free &= cells[other] != digit || !(sameRow || sameColumn || sameBox);
            }
            if (free) {
                cells[cell] = digit;
                fill(cells, cell + 1, grids);
            }
        }
    }

    @Test
    void thereAre288Grids() {
        assertEquals(288, GRIDS.size());
    }

    /** Of all grids exactly one fits the clues, and it alone is accepted. */
    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void exactlyOneGridFits(@ForAll @IntRange(min = 1, max = 11) int blanks, @ForAll long seed) {
        SudokuPuzzle puzzle = draw(4, blanks, seed);
        assertEquals(blanks, puzzle.format().chars().filter(c -> c == '.').count());
        List<String> fitting = GRIDS.stream()
                .filter(grid -> grid.matches(puzzle.format().replace("|", "\\|")))
                .toList();
        assertEquals(List.of(puzzle.solution()), fitting);
        assertEquals(
                fitting,
                GRIDS.stream().filter(grid -> puzzle.judge(grid).isCorrect()).toList());
    }

    @ParameterizedTest
    @CsvSource({"4, 11", "6, 24", "9, 50"})
    void theMostBlanksAreReached(int size, int blanks) {
        assertEquals(Grid.maxBlanks(size), blanks);
        for (int seed = 0; seed < 5; seed++) {
            SudokuPuzzle puzzle = draw(size, blanks, seed);
            assertEquals(blanks, puzzle.format().chars().filter(c -> c == '.').count());
            assertTrue(puzzle.judge(puzzle.solution()).isCorrect());
        }
    }

    @Test
    void manySolutionsAndNoneAreRefused() {
        String several = assertThrows(IllegalArgumentException.class, () -> SudokuPuzzle.parse("1234|3412|....|...."))
                .toString();
        assertTrue(several.contains("several"), several);
        String none = assertThrows(IllegalArgumentException.class, () -> SudokuPuzzle.parse("11..|....|....|...."))
                .toString();
        assertTrue(none.contains("none"), none);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1234",
                "1234|3412|2143",
                "1234|3412|2143|432",
                "1234|3412|2143|4325",
                "12345|1|1|1|1",
                "1 34|3412|2143|4321"
            })
    void onlyGridsAreRead(String text) {
        assertThrows(IllegalArgumentException.class, () -> SudokuPuzzle.parse(text));
    }

    private static final SudokuPuzzle PUZZLE = SudokuPuzzle.parse("1.3.|3412|2143|4321");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1234|3412|2143|4321",
                "1234 3412 2143 4321",
                "1234\n3412\n2143\n4321",
                "1234 | 3412\t|2143|\n4321"
            })
    void rowsAreSeparatedByBarsOrWhiteSpace(String answer) {
        Verdict verdict = PUZZLE.judge(answer);
        assertInstanceOf(Verdict.Correct.class, verdict);
        assertEquals("1234|3412|2143|4321", verdict.answer());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1234341221434321",
                "1234|3412|2143",
                "1234|3412|2143|4321|",
                "1234||3412|2143|4321",
                "1.34|3412|2143|4321",
                "1034|3412|2143|4321",
                "1254|3412|2143|4321",
                "12 34|3412|2143|4321"
            })
    void nothingElseIsAnAnswer(String answer) {
        assertInstanceOf(Verdict.Unparseable.class, PUZZLE.judge(answer));
    }

    @Test
    void explainsWhatIsWrong() {
        assertEquals(
                "changes the given 3 in row 1, column 3",
                PUZZLE.judge("1243|3412|2143|4321").reason());
        assertEquals(
                "a row, a column or a box has a digit twice",
                PUZZLE.judge("1434|3412|2143|4321").reason());
    }
}
