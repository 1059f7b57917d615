package org.rlvr4j.api.evaluation;

import java.util.Objects;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.random.RandomStreams;

/**
 * One answer to draw.
 *
 * @param problem whose prompt the model is asked
 * @param index the number of the answer among those of its problem, from 0; ≥ 0
 * @param seed from which this answer, and no other, is drawn
 */
public record SampleTask(Problem problem, int index, long seed) {

    private static final String STREAM = "evaluation-sample";

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the index is negative
     */
    public SampleTask {
        Objects.requireNonNull(problem, "problem");
        if (index < 0) {
            throw new IllegalArgumentException("a sample's index must be at least 0, got " + index);
        }
    }

    /**
     * Makes the task whose seed is a function of an evaluation's seed, the problem's id and the index alone. So an answer
     * does not depend on which other problems, or how many answers, are drawn.
     *
     * @param evaluationSeed the evaluation's seed
     * @param problem the problem
     * @param index the number of the answer, from 0
     * @return the task; its seed is not negative, since servers refuse such seeds
     */
    public static SampleTask of(long evaluationSeed, Problem problem, int index) {
        RandomStreams streams = new RandomStreams(evaluationSeed);
        long ofProblem = streams.key(STREAM + '/' + problem.id());
        return new SampleTask(problem, index, streams.key(STREAM, ofProblem, index) & Long.MAX_VALUE);
    }
}
