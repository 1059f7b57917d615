package org.rlvr4j.api.rollout;

import java.util.List;
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
}
