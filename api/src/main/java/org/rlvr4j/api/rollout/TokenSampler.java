package org.rlvr4j.api.rollout;

import java.io.Serializable;

/**
 * Says from which distribution the next token is drawn.
 *
 * <p>The behaviour log-probabilities of a rollout are those of the restricted distribution, and the learner restricts the
 * policy that it trains in the same way, so that the importance ratio of an unchanged policy is exactly 1.
 *
 * <p>It is serialisable, for on a cluster it travels to where tokens are drawn; a record of numbers is all it takes.
 */
@FunctionalInterface
public interface TokenSampler extends Serializable {

    /** Draws from the policy as it is: temperature 1, nothing cut off. */
    TokenSampler UNCHANGED = new TokenSampler() {
        @Override
        public <L> L restrict(L logits, LogitOps<L> ops) {
            return logits;
        }
    };

    /**
     * Reshapes the policy's logits into those that are sampled from.
     *
     * @param <L> the logits' type
     * @param logits the policy's logits; shape [D][V]
     * @param ops what can be done with them
     * @return the logits to sample from; shape [D][V]; at least one finite logit in each row
     */
    <L> L restrict(L logits, LogitOps<L> ops);

    /**
     * Tells whether the distribution always has a single token, so that nothing can be learned from its rollouts.
     *
     * @return false by default
     */
    default boolean isDeterministic() {
        return false;
    }
}
