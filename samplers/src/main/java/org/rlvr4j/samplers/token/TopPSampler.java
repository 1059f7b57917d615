package org.rlvr4j.samplers.token;

import org.rlvr4j.api.rollout.LogitOps;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Keeps the nucleus: the smallest set of most probable tokens whose probability together is at least p.
 *
 * <p>Source: Holtzman et al., arXiv 1904.09751. The record is its own options record.
 *
 * @param p in (0, 1]; 1 keeps all
 */
public record TopPSampler(
        @Option(value = "Probability that the kept tokens have together, above 0, at most 1.", defaultsTo = "0.95")
        double p)
        implements TokenSampler {

    /**
     * Checks the range.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException if {@code p} is out of range
     */
    public TopPSampler {
        new OptionChecks()
                .that(p > 0 && p <= 1, "p", p, "must be above 0 and at most 1")
                .orThrow();
    }

    @Override
    public <L> L restrict(L logits, LogitOps<L> ops) {
        return p == 1 ? logits : ops.keepTopP(logits, p);
    }
}
