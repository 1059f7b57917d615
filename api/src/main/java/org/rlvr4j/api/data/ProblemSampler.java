package org.rlvr4j.api.data;

import java.util.List;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.random.RandomStreams;

/**
 * Chooses which training problems come next.
 *
 * <p>A sampler is stateless: what it chooses is a function of the cursor (how many problems the run has drawn before),
 * the history and the random streams, so a run resumes by restoring one number.
 */
public interface ProblemSampler {

    /**
     * Draws problems.
     *
     * @param cursor how many problems were drawn before; ≥ 0
     * @param count how many to draw; ≥ 1; may exceed the number of problems, which then repeat
     * @param problems the training problems, in their source's order
     * @param history what earlier visits showed
     * @param random the run's streams
     * @return indices into {@code problems}; shape [count]
     */
    int[] draw(long cursor, int count, List<Problem> problems, SuccessHistory history, RandomStreams random);

    /**
     * Tells whether some problem is certain to come up a second time.
     *
     * @param draws how many draws the run makes at least
     * @param problems the number of training problems
     * @return whether {@code draws} draws visit some problem twice; by default where there are more draws than problems
     */
    default boolean revisits(long draws, int problems) {
        return draws > problems;
    }

    /**
     * Tells whether draws are shared out by the weights that problems carry, {@link Problem#WEIGHT}.
     *
     * @return whether weights are looked at; by default they are not, and a recipe whose problems carry some is refused
     */
    default boolean usesWeights() {
        return false;
    }
}
