package org.rlvr4j.tasks.sudoku;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.verify.Excerpt;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.tasks.PromptStyle;
import org.rlvr4j.tasks.Puzzle;

/**
 * A Sudoku with exactly one solution, such as {@code 1.3.|..2.|....|.4..}: every row, column and box holds each digit once.
 * That there is one solution and no other is proven by exhaustive search when the puzzle is made or read.
 *
 * <p>An answer is the completed grid: as many rows of as many digits as the size, separated by {@code |} or white space or
 * both, and nothing else. It is judged by the rules of the game, not by a stored solution.
 *
 * <p>The difficulty is the number of empty cells. Kin are puzzles of the same completed grid.
 */
public final class SudokuPuzzle implements Puzzle {

    /** The name of the task. */
    public static final String TASK = "sudoku";

    private static final Pattern SEPARATOR = Pattern.compile("\\s*\\|\\s*|\\s+");
    private static final int MAX_ANSWER = 1_000;

    private final int size;
    private final int[] clues;
    private final int[] solved;

    /**
     * Solves the puzzle.
     *
     * @param size 4, 6 or 9
     * @param clues digits in rows, 0 for empty cells; shape [size · size]
     * @throws IllegalArgumentException if the size is another, or there is not exactly one solution
     */
    public SudokuPuzzle(int size, int[] clues) {
        if (!Grid.isSize(size) || clues.length != size * size) {
            throw new IllegalArgumentException("a grid has 4, 6 or 9 rows and columns");
        }
        if (Arrays.stream(clues).anyMatch(digit -> digit < 0 || digit > size)) {
            throw new IllegalArgumentException("digits are between 1 and " + size);
        }
        this.size = size;
        this.clues = clues.clone();
        Grid grid = Grid.of(size, clues);
        int solutions = grid == null ? 0 : grid.solutions(2);
        if (grid == null || solutions != 1) {
            throw new IllegalArgumentException("a puzzle has exactly one solution, this one "
                    + (solutions == 0 ? "none" : "several") + ": " + format());
        }
        grid.complete(null);
        this.solved = grid.cells();
    }

    /**
     * Reads what {@link #format()} writes.
     *
     * @param text such as {@code "1.3.|..2.|....|.4.."}
     * @return the puzzle
     * @throws IllegalArgumentException if the text is anything else, or the puzzle has not exactly one solution
     */
    public static SudokuPuzzle parse(String text) {
        int size = text.indexOf('|');
        int[] clues = Grid.isSize(size) ? digits(text.split("\\|", -1), size, '.') : null;
        if (clues == null) {
            throw new IllegalArgumentException(
                    "expected rows of digits and dots as in \"1.3.|..2.|....|.4..\", got " + Excerpt.of(text));
        }
        return new SudokuPuzzle(size, clues);
    }

    /** Reads rows; null where they are not of the right form. */
    private static int @Nullable [] digits(String[] rows, int size, char blank) {
        if (rows.length != size) {
            return null;
        }
        int[] digits = new int[size * size];
        for (int row = 0; row < size; row++) {
            if (rows[row].length() != size) {
                return null;
            }
            for (int column = 0; column < size; column++) {
                char c = rows[row].charAt(column);
                if (c != blank && (c < '1' || c > '0' + size)) {
                    return null;
                }
                digits[row * size + column] = c == blank ? 0 : c - '0';
            }
        }
        return digits;
    }

    private static String text(int[] cells, int size, String separator) {
        StringBuilder text = new StringBuilder();
        for (int cell = 0; cell < cells.length; cell++) {
            if (cell > 0 && cell % size == 0) {
                text.append(separator);
            }
            text.append(cells[cell] == 0 ? "." : cells[cell]);
        }
        return text.toString();
    }

    @Override
    public String task() {
        return TASK;
    }

    @Override
    public String format() {
        return text(clues, size, "|");
    }

    @Override
    public String prompt(PromptStyle style) {
        int boxRows = Grid.boxRows(size);
        return switch (style) {
            case COMPACT -> format() + ":";
            case SENTENCE ->
                "Complete this Sudoku, in which dots are empty cells. Every row, every column and every box of "
                        + boxRows + " rows and " + size / boxRows + " columns holds each digit from 1 to " + size
                        + " once.\n" + text(clues, size, "\n")
                        + "\nGive all rows of the completed grid as the final answer, separated by |, in \\boxed{}.";
        };
    }

    @Override
    public String solution() {
        return text(solved, size, "|");
    }

    /** Puts another digit into one of the cells that were empty. */
    @Override
    public String mistake(RandomGenerator random) {
        int[] wrong = solved.clone();
        int[] open = java.util.stream.IntStream.range(0, clues.length)
                .filter(cell -> clues[cell] == 0)
                .toArray();
        // a puzzle may be complete
        int cell = open.length == 0 ? random.nextInt(clues.length) : open[random.nextInt(open.length)];
        int other = random.nextInt(1, size);
        wrong[cell] = other < solved[cell] ? other : other + 1;
        return text(wrong, size, "|");
    }

    @Override
    public String kin() {
        return solution();
    }

    @Override
    public Map<String, String> facts() {
        long blanks = Arrays.stream(clues).filter(digit -> digit == 0).count();
        return Map.of(DIFFICULTY, Long.toString(blanks), "size", Integer.toString(size));
    }

    @Override
    public Verdict judge(String answer) {
        int[] given = answer.length() > MAX_ANSWER ? null : digits(SEPARATOR.split(answer, -1), size, '0');
        if (given == null || Arrays.stream(given).anyMatch(digit -> digit == 0)) {
            return new Verdict.Unparseable("expected " + size + " rows of " + size + " digits from 1 to " + size
                    + ", separated by |, got " + Excerpt.of(answer));
        }
        String canonical = text(given, size, "|");
        for (int cell = 0; cell < clues.length; cell++) {
            if (clues[cell] != 0 && clues[cell] != given[cell]) {
                return new Verdict.Incorrect(
                        canonical,
                        "changes the given " + clues[cell] + " in row " + (cell / size + 1) + ", column "
                                + (cell % size + 1));
            }
        }
        return Grid.of(size, given) == null
                ? new Verdict.Incorrect(canonical, "a row, a column or a box has a digit twice")
                : new Verdict.Correct(canonical, "completes " + format());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SudokuPuzzle puzzle && size == puzzle.size && Arrays.equals(clues, puzzle.clues);
    }

    @Override
    public int hashCode() {
        return Objects.hash(size, Arrays.hashCode(clues));
    }

    @Override
    public String toString() {
        return id();
    }
}
