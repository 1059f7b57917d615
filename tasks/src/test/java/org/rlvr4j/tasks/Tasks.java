package org.rlvr4j.tasks;

import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.tasks.arithmetic.ArithmeticGenerator;
import org.rlvr4j.tasks.arithmetic.ArithmeticOptions;
import org.rlvr4j.tasks.arithmetic.ArithmeticPuzzle;
import org.rlvr4j.tasks.arithmetic.Operation;
import org.rlvr4j.tasks.modular.ModularGenerator;
import org.rlvr4j.tasks.modular.ModularOptions;
import org.rlvr4j.tasks.modular.ModularPuzzle;
import org.rlvr4j.tasks.strings.Kind;
import org.rlvr4j.tasks.strings.StringsGenerator;
import org.rlvr4j.tasks.strings.StringsOptions;
import org.rlvr4j.tasks.strings.StringsPuzzle;
import org.rlvr4j.tasks.sudoku.SudokuGenerator;
import org.rlvr4j.tasks.sudoku.SudokuOptions;
import org.rlvr4j.tasks.sudoku.SudokuPuzzle;

/** The four tasks with random dials, for properties that hold of each. */
final class Tasks {

    private Tasks() {}

    /** A task with some dials: how its puzzles are drawn and read. */
    record Task(String name, PuzzleGenerator generator, Function<String, ? extends Puzzle> parser) {
        Verifier verifier() {
            return new PuzzleVerifier(parser, new PuzzleVerifierOptions(50_000));
        }

        @Override
        public String toString() {
            return generator.description();
        }
    }

    static Arbitrary<Task> all() {
        return Arbitraries.oneOf(arithmetic(), modular(), strings(), sudoku());
    }

    private static <T> Arbitrary<List<T>> some(Arbitrary<T> values) {
        return values.list().uniqueElements().ofMinSize(1).ofMaxSize(3);
    }

    private static Arbitrary<Task> arithmetic() {
        return Combinators.combine(
                        some(Arbitraries.integers().between(2, 10)),
                        some(Arbitraries.integers().between(3, 30)),
                        some(Arbitraries.of(Operation.values())))
                .as((terms, digits, operations) -> new Task(
                        "arithmetic",
                        new ArithmeticGenerator(
                                new ArithmeticOptions(terms, digits, operations, 1, 0, 0, 1, PromptStyle.COMPACT, 0)),
                        ArithmeticPuzzle::parse));
    }

    private static Arbitrary<Task> modular() {
        return Combinators.combine(
                        some(Arbitraries.integers().between(2, 10)),
                        Arbitraries.integers().between(2, 200),
                        Arbitraries.integers().between(30, 400_000))
                .as((terms, least, range) -> new Task(
                        "modular",
                        new ModularGenerator(
                                new ModularOptions(terms, least, least + range, 1, 0, 0, 1, PromptStyle.COMPACT, 0)),
                        ModularPuzzle::parse));
    }

    private static Arbitrary<Task> strings() {
        return Combinators.combine(
                        some(Arbitraries.integers().between(5, 40)),
                        Arbitraries.integers().between(5, 26),
                        some(Arbitraries.integers().between(1, 12)),
                        some(Arbitraries.of(Kind.values())))
                .as((length, letters, operations, kinds) -> new Task(
                        "strings",
                        new StringsGenerator(new StringsOptions(
                                length, letters, operations, kinds, 1, 0, 0, 1, PromptStyle.COMPACT, 0)),
                        StringsPuzzle::parse));
    }

    private static Arbitrary<Task> sudoku() {
        return Arbitraries.of(4, 6, 9)
                .flatMap(size -> Arbitraries.integers()
                        .between(2, size == 4 ? 9 : size == 6 ? 18 : 36)
                        .map(blanks -> new Task(
                                "sudoku",
                                new SudokuGenerator(
                                        new SudokuOptions(size, List.of(blanks), 1, 0, 0, 1, PromptStyle.COMPACT, 0)),
                                SudokuPuzzle::parse)));
    }
}
