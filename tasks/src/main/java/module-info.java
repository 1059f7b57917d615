/**
 * Problems generated from a seed, at any difficulty, each with an exact verifier: arithmetic, modular equations, sudoku,
 * string manipulation.
 *
 * <p>A {@link org.rlvr4j.tasks.PuzzleGenerator} draws puzzles; {@link org.rlvr4j.tasks.GeneratedProblems} makes a problem
 * source of it, {@link org.rlvr4j.tasks.PuzzleVerifier} a verifier. All are usable with {@code new} alone, also with a
 * generator of one's own.
 *
 * @provides org.rlvr4j.api.spi.ProblemSourceProvider {@code arithmetic}, {@code modular}, {@code strings}, {@code sudoku}
 * @provides org.rlvr4j.api.spi.VerifierProvider {@code arithmetic}, {@code modular}, {@code strings}, {@code sudoku}
 */
module org.rlvr4j.tasks {
    requires static org.apiguardian.api;
    requires transitive org.rlvr4j.api;
    requires static org.jspecify;

    exports org.rlvr4j.tasks;
    exports org.rlvr4j.tasks.arithmetic;
    exports org.rlvr4j.tasks.modular;
    exports org.rlvr4j.tasks.strings;
    exports org.rlvr4j.tasks.sudoku;

    provides org.rlvr4j.api.spi.ProblemSourceProvider with
            org.rlvr4j.tasks.internal.SourceProviders.ArithmeticEntry,
            org.rlvr4j.tasks.internal.SourceProviders.ModularEntry,
            org.rlvr4j.tasks.internal.SourceProviders.StringsEntry,
            org.rlvr4j.tasks.internal.SourceProviders.SudokuEntry;
    provides org.rlvr4j.api.spi.VerifierProvider with
            org.rlvr4j.tasks.internal.VerifierProviders.ArithmeticEntry,
            org.rlvr4j.tasks.internal.VerifierProviders.ModularEntry,
            org.rlvr4j.tasks.internal.VerifierProviders.StringsEntry,
            org.rlvr4j.tasks.internal.VerifierProviders.SudokuEntry;
}
