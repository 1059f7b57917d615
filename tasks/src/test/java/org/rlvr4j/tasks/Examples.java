package org.rlvr4j.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.rlvr4j.api.Problem;
import org.rlvr4j.testkit.VerifierContract;

/** Problems with their own solutions, for the contract of the tasks' verifiers. */
public final class Examples {

    private static final int COUNT = 5;

    private Examples() {}

    /**
     * Draws puzzles of a task.
     *
     * @param generator the task
     * @return problems with right responses
     */
    public static List<VerifierContract.Solved> solved(PuzzleGenerator generator) {
        SplittableRandom random = new SplittableRandom(3);
        List<VerifierContract.Solved> solved = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            Puzzle puzzle = generator.draw(random);
            Problem problem = new Problem(puzzle.id(), puzzle.prompt(PromptStyle.COMPACT), puzzle.format());
            solved.add(new VerifierContract.Solved(problem, puzzle.solution()));
        }
        return solved;
    }
}
