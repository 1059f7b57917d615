package org.rlvr4j.samplers.problem;

import java.util.List;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.data.ProblemSampler;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.random.RandomStreams;

/**
 * Goes through the problems in their source's order, and again from the first after the last.
 *
 * <p>Nothing is random and the history is not looked at. {@code draw(c, a + b)} is {@code draw(c, a)} followed by {@code
 * draw(c + a, b)}.
 */
public final class SequentialSampler implements ProblemSampler {

    /** Creates the sampler. */
    public SequentialSampler() {}

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if an argument is out of range
     */
    @Override
    public int[] draw(long cursor, int count, List<Problem> problems, SuccessHistory history, RandomStreams random) {
        DrawArguments.check(cursor, count, problems.size());
        int[] drawn = new int[count];
        for (int i = 0; i < count; i++) {
            drawn[i] = (int) ((cursor + i) % problems.size());
        }
        return drawn;
    }
}
