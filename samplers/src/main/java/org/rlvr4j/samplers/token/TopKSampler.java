package org.rlvr4j.samplers.token;

import org.rlvr4j.api.rollout.LogitOps;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Keeps the k most probable tokens; of equal ones the lower token id is kept. With k = 1 it is deterministic.
 *
 * <p>Source: Fan, Lewis, Dauphin, arXiv 1805.04833. The record is its own options record.
 *
 * @param k how many tokens are kept, ≥ 1
 */
public record TopKSampler(
        @Option(value = "How many tokens are kept, at least 1.", defaultsTo = "50")
        int k) implements TokenSampler {

    /**
     * Checks the range.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException if {@code k} is below 1
     */
    public TopKSampler {
        new OptionChecks().that(k >= 1, "k", k, "must be at least 1").orThrow();
    }

    @Override
    public <L> L restrict(L logits, LogitOps<L> ops) {
        return ops.keepTopK(logits, k);
    }

    @Override
    public boolean isDeterministic() {
        return k == 1;
    }
}
