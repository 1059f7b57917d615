package org.rlvr4j.verifiers.math.countdown;

/**
 * A puzzle with one of its solutions.
 *
 * @param puzzle the puzzle
 * @param solution an expression over the puzzle's numbers that equals its target
 */
record SolvedPuzzle(CountdownPuzzle puzzle, Expression solution) {}
