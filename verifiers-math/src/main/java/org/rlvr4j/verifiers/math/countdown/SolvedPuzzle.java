package org.rlvr4j.verifiers.math.countdown;

/**
 * A puzzle with an expression that has its target's value.
 *
 * @param puzzle the puzzle
 * @param expression a solution, or for a misused puzzle an expression that breaks the rule of using each number once
 */
record SolvedPuzzle(CountdownPuzzle puzzle, Expression expression) {}
