package org.rlvr4j.bbg;

import java.util.Objects;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;
import org.rlvr4j.api.spi.OptionSchema;

/**
 * Options of {@link BbgGate}.
 *
 * @param referenceK K of the Pass@K whose boundary training serves
 * @param threshold τ, the least share or utility that is trained on
 * @param convention what τ is compared with
 * @param normalisation the scale of the weights
 * @param priorA pseudo-count of successes
 * @param priorB pseudo-count of failures
 * @param evidence which rollouts are counted
 */
public record BbgOptions(
        @Option(value = "K of the reference metric Pass@K, from 1 to 1000000.", defaultsTo = "16")
        int referenceK,

        @Option(
                value = "τ: what the convention compares must be at least this; from 0 to 1 for share, "
                        + "at least 0 for raw.",
                defaultsTo = "0.01")
        double threshold,

        @Option(
                value = "What τ is compared with: share (of the expected marginal contribution, u/(n+1) under the "
                        + "uniform prior) or raw (u itself).",
                defaultsTo = "share")
        Convention convention,

        @Option(
                value = "Scale of the weights: share, max (u/u(0)), mean-one (average 1 over the active rollouts of "
                        + "the effective batch), none (u itself).",
                defaultsTo = "mean-one")
        Normalisation normalisation,

        @Option(value = "a of the Beta(a, b) prior of the success probability, from 1e-6 to 1e4.", defaultsTo = "1")
        double priorA,

        @Option(value = "b of the Beta(a, b) prior of the success probability, from 1e-6 to 1e4.", defaultsTo = "1")
        double priorB,

        @Option(
                value = "Which rollouts are counted: group (the n of this group), leave-one-out (the others, for each "
                        + "rollout), history (discounted, of earlier visits only).",
                defaultsTo = "group")
        EvidenceKind evidence) {

    /** The greatest reference K; nothing is tested beyond it. */
    private static final int MAX_REFERENCE_K = 1_000_000;

    /** What the threshold is compared with; sources leave this open (arXiv 2606.15455, Eq. 9). */
    public enum Convention {
        /** The share of the bucket, {@link BoundaryUtility#share}. */
        SHARE,
        /** The utility, {@link BoundaryUtility#utility}. */
        RAW
    }

    /** On which scale the weights are. */
    public enum Normalisation {
        /** {@link BoundaryUtility#share}: at most 1, about K / (n + K) at m = 0. */
        SHARE,
        /** u / u(0) at the same number of trials: 1 at m = 0. */
        MAX,
        /** Utilities divided by their mean over the effective batch, so the learning rate keeps its meaning. */
        MEAN_ONE,
        /** {@link BoundaryUtility#utility}: 6 at m = 0 for K = 16, n = 8. */
        NONE
    }

    /**
     * Checks ranges.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException if an option is out of range
     */
    public BbgOptions {
        Objects.requireNonNull(convention, "convention");
        Objects.requireNonNull(normalisation, "normalisation");
        Objects.requireNonNull(evidence, "evidence");
        boolean isShare = convention == Convention.SHARE;
        new OptionChecks()
                .that(
                        referenceK >= 1 && referenceK <= MAX_REFERENCE_K,
                        "reference-k",
                        referenceK,
                        "must be between 1 and " + MAX_REFERENCE_K)
                .that(
                        threshold >= 0 && (isShare ? threshold <= 1 : threshold < Double.POSITIVE_INFINITY),
                        "threshold",
                        threshold,
                        isShare ? "must be between 0 and 1" : "must be at least 0 and finite")
                .that(BetaPrior.isPseudoCount(priorA), "prior-a", priorA, "must be between 1e-6 and 1e4")
                .that(BetaPrior.isPseudoCount(priorB), "prior-b", priorB, "must be between 1e-6 and 1e4")
                .orThrow();
    }

    /**
     * Returns the defaults.
     *
     * @return as the annotations say
     */
    public static BbgOptions defaults() {
        return OptionSchema.of(BbgOptions.class).defaults();
    }
}
