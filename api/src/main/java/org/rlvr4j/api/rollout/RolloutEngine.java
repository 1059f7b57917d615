package org.rlvr4j.api.rollout;

import java.util.List;
import org.rlvr4j.api.RolloutGroup;

/** Samples responses from the current policy. */
@FunctionalInterface
public interface RolloutEngine {

    /**
     * Samples n responses for each problem.
     *
     * @param request what to sample
     * @return one group for each problem, in their order; shape [P] of [n]
     * @throws IllegalArgumentException if a prompt has a character or token that the policy does not know, or is too
     *     long for its context together with the longest response; the message names the problem
     */
    List<RolloutGroup> generate(SamplingRequest request);
}
