package org.rlvr4j.tasks.internal;

import java.util.function.Function;
import org.rlvr4j.api.data.ProblemSource;
import org.rlvr4j.api.spi.ProblemSourceProvider;
import org.rlvr4j.tasks.GeneratedProblems;
import org.rlvr4j.tasks.arithmetic.ArithmeticGenerator;
import org.rlvr4j.tasks.arithmetic.ArithmeticOptions;
import org.rlvr4j.tasks.arithmetic.ArithmeticPuzzle;
import org.rlvr4j.tasks.modular.ModularGenerator;
import org.rlvr4j.tasks.modular.ModularOptions;
import org.rlvr4j.tasks.modular.ModularPuzzle;
import org.rlvr4j.tasks.strings.StringsGenerator;
import org.rlvr4j.tasks.strings.StringsOptions;
import org.rlvr4j.tasks.strings.StringsPuzzle;
import org.rlvr4j.tasks.sudoku.SudokuGenerator;
import org.rlvr4j.tasks.sudoku.SudokuOptions;
import org.rlvr4j.tasks.sudoku.SudokuPuzzle;

/** The providers of problem sources, one line of facts each. */
public final class SourceProviders {

    private SourceProviders() {}

    /** Provides arithmetic problems. */
    public static final class ArithmeticEntry extends Entry<ArithmeticOptions> {
        /** Creates the provider. */
        public ArithmeticEntry() {
            super(
                    ArithmeticPuzzle.TASK,
                    "Generates sums, differences and products of whole numbers, and demonstrations.",
                    ArithmeticOptions.class,
                    options -> new GeneratedProblems(new ArithmeticGenerator(options), options.split()));
        }
    }

    /** Provides modular equations. */
    public static final class ModularEntry extends Entry<ModularOptions> {
        /** Creates the provider. */
        public ModularEntry() {
            super(
                    ModularPuzzle.TASK,
                    "Generates linear equations modulo a number with exactly one solution, and demonstrations.",
                    ModularOptions.class,
                    options -> new GeneratedProblems(new ModularGenerator(options), options.split()));
        }
    }

    /** Provides problems with strings. */
    public static final class StringsEntry extends Entry<StringsOptions> {
        /** Creates the provider. */
        public StringsEntry() {
            super(
                    StringsPuzzle.TASK,
                    "Generates strings with operations to apply one after the other, and demonstrations.",
                    StringsOptions.class,
                    options -> new GeneratedProblems(new StringsGenerator(options), options.split()));
        }
    }

    /** Provides Sudokus. */
    public static final class SudokuEntry extends Entry<SudokuOptions> {
        /** Creates the provider. */
        public SudokuEntry() {
            super(
                    SudokuPuzzle.TASK,
                    "Generates small Sudokus, each proven to have exactly one solution, and demonstrations.",
                    SudokuOptions.class,
                    options -> new GeneratedProblems(new SudokuGenerator(options), options.split()));
        }
    }

    private abstract static class Entry<O extends Record> implements ProblemSourceProvider<O> {
        private final String id;
        private final String description;
        private final Class<O> optionsType;
        private final Function<O, ProblemSource> factory;

        Entry(String id, String description, Class<O> optionsType, Function<O, ProblemSource> factory) {
            this.id = id;
            this.description = description;
            this.optionsType = optionsType;
            this.factory = factory;
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
        public Class<O> optionsType() {
            return optionsType;
        }

        @Override
        public ProblemSource create(O options) {
            return factory.apply(options);
        }
    }
}
