package org.rlvr4j.samplers.token;

import org.rlvr4j.api.rollout.LogitOps;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Keeps tokens whose probability is at least p times that of the most probable one.
 *
 * <p>Source: Nguyen et al., arXiv 2407.01082. The record is its own options record.
 *
 * @param p in [0, 1]; 0 keeps all, 1 keeps the most probable token and its equals
 */
public record MinPSampler(
        @Option(
                value = "Smallest probability of a kept token, as a share of the most probable one's; from 0 to 1.",
                defaultsTo = "0.05")
        double p)
        implements TokenSampler {

    /**
     * Checks the range.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException if {@code p} is out of range
     */
    public MinPSampler {
        new OptionChecks()
                .that(p >= 0 && p <= 1, "p", p, "must be between 0 and 1")
                .orThrow();
    }

    @Override
    public <L> L restrict(L logits, LogitOps<L> ops) {
        return p == 0 ? logits : ops.keepMinP(logits, p);
    }
}
