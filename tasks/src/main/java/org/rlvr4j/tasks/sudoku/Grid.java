package org.rlvr4j.tasks.sudoku;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A Sudoku grid being solved: cells in rows, 0 for empty ones, and which digits each row, column and box has. The search
 * tries the cell with the fewest candidates next and is exhaustive, so what it says of the number of solutions is proven.
 */
final class Grid {

    private final int size;
    private final int boxRows;
    private final int boxColumns;
    private final int[] cells;
    private final int[] rows;
    private final int[] columns;
    private final int[] boxes;

    private Grid(int size) {
        this.size = size;
        this.boxRows = size == 9 ? 3 : 2;
        this.boxColumns = size / boxRows;
        this.cells = new int[size * size];
        this.rows = new int[size];
        this.columns = new int[size];
        this.boxes = new int[size];
    }

    static boolean isSize(int size) {
        return size == 4 || size == 6 || size == 9;
    }

    /** The most empty cells that are asked for: what digging reaches within a few tries. */
    static int maxBlanks(int size) {
        return switch (size) {
            case 4 -> 11;
            case 6 -> 24;
            default -> 50;
        };
    }

    static int boxRows(int size) {
        return new Grid(size).boxRows;
    }

    /**
     * Fills in digits.
     *
     * @param cells digits in rows, 0 for empty cells
     * @return null where two equal digits are in one row, column or box
     */
    static @Nullable Grid of(int size, int[] cells) {
        Grid grid = new Grid(size);
        for (int cell = 0; cell < cells.length; cell++) {
            if (cells[cell] != 0) {
                if ((grid.candidates(cell) & bit(cells[cell])) == 0) {
                    return null;
                }
                grid.put(cell, cells[cell]);
            }
        }
        return grid;
    }

    private static int bit(int digit) {
        return 1 << digit;
    }

    private int box(int cell) {
        int row = cell / size;
        int column = cell % size;
        return row / boxRows * (size / boxColumns) + column / boxColumns;
    }

    private int candidates(int cell) {
        int all = (1 << (size + 1)) - 2;
        return all & ~(rows[cell / size] | columns[cell % size] | boxes[box(cell)]);
    }

    private void put(int cell, int digit) {
        cells[cell] = digit;
        toggle(cell, digit);
    }

    private void take(int cell) {
        toggle(cell, cells[cell]);
        cells[cell] = 0;
    }

    private void toggle(int cell, int digit) {
        rows[cell / size] ^= bit(digit);
        columns[cell % size] ^= bit(digit);
        boxes[box(cell)] ^= bit(digit);
    }

    /** The empty cell with the fewest candidates; −1 where none is empty. */
    private int narrowest() {
        int narrowest = -1;
        int fewest = Integer.MAX_VALUE;
        for (int cell = 0; cell < cells.length; cell++) {
            int count = cells[cell] == 0 ? Integer.bitCount(candidates(cell)) : Integer.MAX_VALUE;
            if (count < fewest) {
                narrowest = cell;
                fewest = count;
            }
        }
        return narrowest;
    }

    /** Counts completions, at most {@code limit}; the grid is as before afterwards. */
    int solutions(int limit) {
        int cell = narrowest();
        if (cell < 0) {
            return 1;
        }
        int found = 0;
        for (int left = candidates(cell); left != 0 && found < limit; left &= left - 1) {
            put(cell, Integer.numberOfTrailingZeros(left));
            found += solutions(limit - found);
            take(cell);
        }
        return found;
    }

    /**
     * Completes the grid.
     *
     * @param random orders the digits that are tried; null for ascending
     * @return whether there is a completion; the grid is as before where not
     */
    boolean complete(@Nullable RandomGenerator random) {
        int cell = narrowest();
        if (cell < 0) {
            return true;
        }
        int[] digits = digits(candidates(cell));
        if (random != null) {
            shuffle(digits, random);
        }
        for (int digit : digits) {
            put(cell, digit);
            if (complete(random)) {
                return true;
            }
            take(cell);
        }
        return false;
    }

    private static int[] digits(int candidates) {
        int[] digits = new int[Integer.bitCount(candidates)];
        int i = 0;
        for (int left = candidates; left != 0; left &= left - 1) {
            digits[i++] = Integer.numberOfTrailingZeros(left);
        }
        return digits;
    }

    /**
     * Empties cells in random order, each only if one solution remains.
     *
     * @param blanks how many
     * @return whether so many could be emptied
     */
    boolean dig(int blanks, RandomGenerator random) {
        int[] order = new int[cells.length];
        Arrays.setAll(order, cell -> cell);
        shuffle(order, random);
        int emptied = 0;
        for (int i = 0; i < order.length && emptied < blanks; i++) {
            int digit = cells[order[i]];
            take(order[i]);
            if (solutions(2) == 1) {
                emptied++;
            } else {
                put(order[i], digit);
            }
        }
        return emptied == blanks;
    }

    static Grid random(int size, RandomGenerator random) {
        Grid grid = new Grid(size);
        grid.complete(random);
        return grid;
    }

    int[] cells() {
        return cells.clone();
    }

    static void shuffle(int[] values, RandomGenerator random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
    }
}
