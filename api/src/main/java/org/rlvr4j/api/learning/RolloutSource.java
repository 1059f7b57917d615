package org.rlvr4j.api.learning;

import java.io.IOException;
import java.util.function.Consumer;
import org.rlvr4j.api.rollout.RolloutEngine;

/**
 * Where the rollouts that a run trains on come from, in place of the policy that it trains: section {@code rollouts} of a
 * recipe. Evaluations still draw from the policy.
 *
 * <p>Such rollouts are off-policy as soon as the policy is updated. So a source must give what importance weights need: the
 * tokens as the policy's tokenizer has them, and the log-probability with which each was really drawn.
 */
@FunctionalInterface
public interface RolloutSource {

    /**
     * Opens the source for a policy.
     *
     * @param policy the policy that will be trained, as its base
     * @param notices receives what a person should know, in single lines
     * @return the engine that gives training rollouts
     * @throws IOException if the source is not there, or cannot give what training needs; the message says what
     */
    RolloutEngine open(PolicyRuntime policy, Consumer<String> notices) throws IOException;
}
