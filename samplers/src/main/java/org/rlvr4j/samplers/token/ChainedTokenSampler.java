package org.rlvr4j.samplers.token;

import java.util.List;
import org.rlvr4j.api.rollout.LogitOps;
import org.rlvr4j.api.rollout.TokenSampler;

/**
 * Applies samplers one after another, each to what the one before left over.
 *
 * <p>The order matters: top-p after a temperature looks at the sharpened probabilities, and after top-k at those of the k
 * kept tokens. A chain of none changes nothing.
 *
 * @param samplers the samplers, in the order in which they are applied
 */
public record ChainedTokenSampler(List<TokenSampler> samplers) implements TokenSampler {

    /** Copies. */
    public ChainedTokenSampler {
        samplers = List.copyOf(samplers);
    }

    /**
     * Chains samplers.
     *
     * @param samplers the samplers, in the order in which they are applied
     */
    public ChainedTokenSampler(TokenSampler... samplers) {
        this(List.of(samplers));
    }

    @Override
    public <L> L restrict(L logits, LogitOps<L> ops) {
        L restricted = logits;
        for (TokenSampler sampler : samplers) {
            restricted = sampler.restrict(restricted, ops);
        }
        return restricted;
    }

    /** Tells whether any of the samplers is deterministic. */
    @Override
    public boolean isDeterministic() {
        return samplers.stream().anyMatch(TokenSampler::isDeterministic);
    }
}
