package org.rlvr4j.tasks.sudoku;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.rlvr4j.tasks.Dials;
import org.rlvr4j.tasks.PromptStyle;
import org.rlvr4j.tasks.PuzzleGenerator;

/**
 * Draws Sudokus: a completed grid by search in random order, of which cells are emptied in random order as long as one
 * solution remains, with another grid where that ends early.
 */
public final class SudokuGenerator implements PuzzleGenerator {

    private final SudokuOptions options;

    /**
     * Creates the generator.
     *
     * @param options the task's dials
     */
    public SudokuGenerator(SudokuOptions options) {
        this.options = options;
    }

    @Override
    public SudokuPuzzle draw(RandomGenerator random) {
        int blanks = Dials.draw(options.blanks(), random);
        Grid grid;
        do {
            grid = Grid.random(options.size(), random);
        } while (!grid.dig(blanks, random));
        return new SudokuPuzzle(options.size(), grid.cells());
    }

    @Override
    public String characters(PromptStyle style) {
        // prompts of a size differ in their grids alone
        return "123456789".substring(0, options.size()) + ".|"
                + draw(new SplittableRandom(0)).prompt(style);
    }

    @Override
    public String description() {
        return "sudoku, " + options.size() + " x " + options.size() + ", " + Dials.text(options.blanks())
                + " empty cells";
    }
}
