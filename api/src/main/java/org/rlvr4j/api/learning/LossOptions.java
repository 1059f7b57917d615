package org.rlvr4j.api.learning;

import java.io.Serializable;
import java.util.Locale;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * What a {@link PolicyLearner} minimises.
 *
 * <p>With r = π(token) / π_behaviour(token) and advantage A, the loss is the aggregate over the batch's response tokens
 * of −min(r·A, clip(r, 1 − low, 1 + high)·A) + klCoefficient · KL − entropyCoefficient · H.
 *
 * <p>Where tokens come from another engine or an older policy than the learner's, π_behaviour is two things at once: what
 * the ratio is clipped against, and what corrects the expectation. With an {@link Importance} other than none they are
 * parted: with π_old the learner's own policy before the step, r = π / π_old, and the first term is multiplied by the
 * truncated importance weight ρ = min(cap, π_old / π_behaviour), a constant (decoupled objective: arXiv 2110.00641;
 * arXiv 2505.24298; truncation: Ionides 2008, "Truncated importance sampling"). KL and entropy are not weighted.
 *
 * @param objective which ratio, or none
 * @param clipLow lower clip distance
 * @param clipHigh upper clip distance
 * @param aggregation how tokens are averaged
 * @param constantLength the constant of the aggregation {@code constant}
 * @param klCoefficient weight of the KL term
 * @param klEstimator estimator of the KL term
 * @param entropyCoefficient weight of the entropy bonus
 * @param importance how a difference between the behaviour policy and the learner's is weighted
 * @param importanceCap importance weights are truncated to this
 */
public record LossOptions(
        @Option(
                value = "clipped-ratio (PPO, per token), sequence-ratio (GSPO: one length-normalised ratio per"
                        + " sequence, arXiv 2507.18071) or likelihood (supervised, no ratio)",
                defaultsTo = "clipped-ratio")
        Objective objective,

        @Option(value = "the ratio is clipped below 1 - clip-low; in [0, 1]", defaultsTo = "0.2")
        double clipLow,

        @Option(value = "the ratio is clipped above 1 + clip-high; at least 0 (DAPO: 0.28)", defaultsTo = "0.28")
        double clipHigh,

        @Option(
                value = "token-mean (each token alike), sequence-mean (each sequence alike) or constant (sum over"
                        + " tokens / (sequences x constant-length), Dr.GRPO)",
                defaultsTo = "token-mean")
        Aggregation aggregation,

        @Option(value = "divisor of the aggregation constant, in tokens; at least 1", defaultsTo = "1024")
        int constantLength,

        @Option(value = "weight of KL(policy || base); at least 0; 0 keeps no reference", defaultsTo = "0")
        double klCoefficient,

        @Option(
                value = "k1 (log-ratio), k2 (half its square) or k3 (unbiased and never negative), after Schulman"
                        + " 2020",
                defaultsTo = "k3")
        KlEstimator klEstimator,

        @Option(value = "weight of the entropy bonus; at least 0", defaultsTo = "0")
        double entropyCoefficient,

        @Option(
                value = "truncated importance sampling for rollouts of another engine or an older policy: none (the"
                        + " ratio is taken against the behaviour policy), token (a weight a token) or sequence (their"
                        + " product, one weight a response); token does not go with sequence-ratio, and likelihood has"
                        + " none",
                defaultsTo = "none")
        Importance importance,

        @Option(value = "importance weights are truncated to this; finite and at least 1", defaultsTo = "2")
        double importanceCap)
        implements Serializable {

    /** At which level the truncated importance weights π_old / π_behaviour are. */
    public enum Importance {
        /** No weights; the ratio is π / π_behaviour. */
        NONE,
        /** Each token by its own weight: biased, of low variance. */
        TOKEN,
        /** Each response by the product of its tokens' weights: unbiased before truncation, of high variance. */
        SEQUENCE
    }

    /** Which ratio the policy gradient uses. */
    public enum Objective {
        /** PPO's clipped importance ratio of each token (arXiv 1707.06347). */
        CLIPPED_RATIO,
        /** GSPO's clipped ratio (π/π_behaviour)^(1/|y|) of each sequence; every sequence counts alike. */
        SEQUENCE_RATIO,
        /** −A · log π: maximum likelihood for A = 1; no ratio, no clip. */
        LIKELIHOOD
    }

    /**
     * How per-token losses become one number. All divisors are over the sequences of the whole batch of an update,
     * never of a micro-batch, and count only sequences of positive gate weight.
     */
    public enum Aggregation {
        /** Sum over tokens / number of response tokens. */
        TOKEN_MEAN,
        /** Mean over sequences of each sequence's mean over its tokens. */
        SEQUENCE_MEAN,
        /** Sum over tokens / (number of sequences × a constant length); arXiv 2503.20783. */
        CONSTANT
    }

    /** Estimators of KL(π ‖ π_ref) from a token drawn from π, with d = log π_ref − log π. */
    public enum KlEstimator {
        /** −d: unbiased; its gradient as a loss has mean zero, so it only reports. */
        K1,
        /** d²/2: biased, low variance; its gradient is that of the true KL on-policy. */
        K2,
        /** exp(d) − d − 1: unbiased and never negative. */
        K3
    }

    /** Checks ranges. */
    public LossOptions {
        new OptionChecks()
                .that(clipLow >= 0 && clipLow <= 1, "clip-low", clipLow, "must be between 0 and 1")
                .that(
                        clipHigh >= 0 && Double.isFinite(clipHigh),
                        "clip-high",
                        clipHigh,
                        "must be finite and at least 0")
                .that(constantLength >= 1, "constant-length", constantLength, "must be at least 1")
                .that(
                        klCoefficient >= 0 && Double.isFinite(klCoefficient),
                        "kl-coefficient",
                        klCoefficient,
                        "must be finite and at least 0")
                .that(
                        entropyCoefficient >= 0 && Double.isFinite(entropyCoefficient),
                        "entropy-coefficient",
                        entropyCoefficient,
                        "must be finite and at least 0")
                .that(
                        importance != Importance.TOKEN || objective != Objective.SEQUENCE_RATIO,
                        "importance",
                        "token",
                        "must be none or sequence with the objective sequence-ratio, which has one ratio a sequence")
                .that(
                        importance == Importance.NONE || objective != Objective.LIKELIHOOD,
                        "importance",
                        importance.name().toLowerCase(Locale.ROOT),
                        "must be none with the objective likelihood, which ignores how tokens were drawn")
                .that(
                        importanceCap >= 1 && Double.isFinite(importanceCap),
                        "importance-cap",
                        importanceCap,
                        "must be finite and at least 1")
                .orThrow();
    }
}
