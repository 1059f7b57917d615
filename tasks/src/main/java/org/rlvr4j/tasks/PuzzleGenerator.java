package org.rlvr4j.tasks;

import java.util.random.RandomGenerator;

/** Draws puzzles of one task. */
public interface PuzzleGenerator {

    /**
     * Draws one puzzle.
     *
     * @param random the only source of randomness
     * @return a puzzle, a function of the generator's state alone
     */
    Puzzle draw(RandomGenerator random);

    /**
     * Returns the characters of all prompts and answers.
     *
     * @param style the prompts' style
     * @return characters, some perhaps more than once
     */
    String characters(PromptStyle style);

    /**
     * Names the task and its dials in reports.
     *
     * @return such as {@code "arithmetic, 2 numbers of 2 digits, + -"}
     */
    String description();
}
