package org.rlvr4j.samplers.token;

import org.rlvr4j.api.rollout.LogitOps;
import org.rlvr4j.api.rollout.TokenSampler;

/**
 * Keeps the most probable token alone, of equal ones the lowest token id: the limit of temperature 0.
 *
 * <p>Every rollout of a problem is then the same, and nothing can be learned from it.
 */
public record GreedySampler() implements TokenSampler {

    @Override
    public <L> L restrict(L logits, LogitOps<L> ops) {
        return ops.keepTopK(logits, 1);
    }

    @Override
    public boolean isDeterministic() {
        return true;
    }
}
