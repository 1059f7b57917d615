package org.rlvr4j.tasks.internal;

import java.util.function.Function;
import org.rlvr4j.api.spi.VerifierProvider;
import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.tasks.Puzzle;
import org.rlvr4j.tasks.PuzzleVerifier;
import org.rlvr4j.tasks.PuzzleVerifierOptions;
import org.rlvr4j.tasks.arithmetic.ArithmeticPuzzle;
import org.rlvr4j.tasks.modular.ModularPuzzle;
import org.rlvr4j.tasks.strings.StringsPuzzle;
import org.rlvr4j.tasks.sudoku.SudokuPuzzle;

/** The providers of verifiers, one line of facts each. */
public final class VerifierProviders {

    private VerifierProviders() {}

    /** Provides the verifier of arithmetic. */
    public static final class ArithmeticEntry extends Entry {
        /** Creates the provider. */
        public ArithmeticEntry() {
            super(
                    ArithmeticPuzzle.TASK,
                    "Checks that a whole number is the value of the problem's expression, exactly.",
                    ArithmeticPuzzle::parse);
        }
    }

    /** Provides the verifier of modular equations. */
    public static final class ModularEntry extends Entry {
        /** Creates the provider. */
        public ModularEntry() {
            super(
                    ModularPuzzle.TASK,
                    "Checks that a number below the modulus solves the problem's equation.",
                    ModularPuzzle::parse);
        }
    }

    /** Provides the verifier of operations on strings. */
    public static final class StringsEntry extends Entry {
        /** Creates the provider. */
        public StringsEntry() {
            super(
                    StringsPuzzle.TASK,
                    "Checks that a string is what the problem's operations give.",
                    StringsPuzzle::parse);
        }
    }

    /** Provides the verifier of Sudokus. */
    public static final class SudokuEntry extends Entry {
        /** Creates the provider. */
        public SudokuEntry() {
            super(
                    SudokuPuzzle.TASK,
                    "Checks a completed Sudoku by the rules of the game and the given digits.",
                    SudokuPuzzle::parse);
        }
    }

    private abstract static class Entry implements VerifierProvider<PuzzleVerifierOptions> {
        private final String id;
        private final String description;
        private final Function<String, ? extends Puzzle> parser;

        Entry(String id, String description, Function<String, ? extends Puzzle> parser) {
            this.id = id;
            this.description = description;
            this.parser = parser;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public String description() {
            return description;
        }

        @Override
        public Class<PuzzleVerifierOptions> optionsType() {
            return PuzzleVerifierOptions.class;
        }

        @Override
        public Verifier create(PuzzleVerifierOptions options) {
            return new PuzzleVerifier(parser, options);
        }
    }
}
