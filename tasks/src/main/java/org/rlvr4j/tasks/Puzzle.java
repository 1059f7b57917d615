package org.rlvr4j.tasks;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.rlvr4j.api.verify.Verdict;

/** One immutable instance of a generated task, which knows what is right. */
public interface Puzzle {

    /** The key of {@link #facts()} that every puzzle has: a whole number that grows with the task's dials. */
    String DIFFICULTY = "difficulty";

    /**
     * Names the task.
     *
     * @return such as {@code "arithmetic"}
     */
    String task();

    /**
     * Writes the puzzle in one line; the task's verifier reads it back.
     *
     * @return such as {@code "47+38"}; equal for equal puzzles alone
     */
    String format();

    /**
     * Writes the prompt that the model sees.
     *
     * @param style how
     * @return the prompt, without the solution
     */
    String prompt(PromptStyle style);

    /**
     * Solves the puzzle.
     *
     * @return the canonical right answer, which {@link #judge} finds correct; not empty
     */
    String solution();

    /**
     * Makes a wrong answer of the right form, for demonstrations with mistakes in them.
     *
     * @param random the only source of randomness
     * @return an answer that {@link #judge} finds incorrect
     */
    String mistake(RandomGenerator random);

    /**
     * Returns what decides whether the puzzle is held out: puzzles that share it are all trained on or all held out.
     *
     * @return a text, such as the sorted numbers of a sum
     */
    String kin();

    /**
     * Returns facts for reports.
     *
     * @return {@link #DIFFICULTY} and the values of the task's dials
     */
    Map<String, String> facts();

    /**
     * Judges an answer; strict, total, and quick on any text.
     *
     * @param answer what a response gave as its answer, without white space around it; untrusted
     * @return correct, incorrect, or unparseable where it is not of the right form
     */
    Verdict judge(String answer);

    /**
     * Returns the stable id of the puzzle's problem.
     *
     * @return such as {@code "arithmetic-47+38"}
     */
    default String id() {
        return task() + "-" + format();
    }
}
