package org.rlvr4j.api.rollout;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.rlvr4j.api.JudgedGroup;
import org.rlvr4j.api.VerifiedGroup;

/** A rollout engine that also judges what it samples, where it samples it. */
public interface JudgingRolloutEngine extends RolloutEngine {

    /**
     * Samples n responses for each problem and judges them with the verifier of the recipe that the runtime was opened for.
     *
     * @param request what to sample
     * @return one judged group for each problem, in their order; shape [P]
     * @throws IllegalArgumentException as {@link #generate} does
     */
    List<VerifiedGroup> generateJudged(SamplingRequest request);

    /** Receives what came of a batch. */
    @FunctionalInterface
    interface Receiver {
        /**
         * Takes the judged groups of a batch.
         *
         * @param batch its number among those that were asked for, from 0
         * @param groups one for each problem of each of its requests, in their order
         */
        void judged(int batch, List<JudgedGroup> groups);
    }

    /**
     * Returns how many batches keep the engine busy.
     *
     * @return a number of batches for {@link #judgeEach}, which may change as processes come and go; at least 1
     */
    int batchesAtATime();

    /**
     * Samples and judges batches that do not depend on each other, several at a time, each in one place. What comes of a request
     * is what comes of it alone.
     *
     * @param batches requests that are worth the way together, none of them empty
     * @param receiver receives each batch as soon as it is done, in any order, in the calling thread
     * @param stopRequested asked often; once true, what is done is handed on, what is not is called off, and the method
     *     returns
     * @throws IllegalArgumentException as {@link #generate} does
     * @throws InterruptedException if the thread was interrupted
     */
    void judgeEach(List<List<SamplingRequest>> batches, Receiver receiver, BooleanSupplier stopRequested)
            throws InterruptedException;
}
