package org.rlvr4j.bbg;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.gate.UpdateGate;

/**
 * Bayesian Boundary Gating: weights rollouts by the {@link BoundaryUtility} of their problem and drops those of saturated
 * problems.
 *
 * <p>Source: arXiv 2606.15455, Eq. 8 (utility) and Eq. 9 (gate). A rollout is active where share(m) ≥ τ, or u(m) ≥ τ by
 * the raw convention; with the defaults K = 16, τ = 0.01 a group of n = 8 is active for m ≤ 3 (raw: m ≤ 4). The weight of
 * an active rollout is u on the scale of {@link BbgOptions.Normalisation}.
 *
 * <p>Counts by evidence: {@code group} m of n for all rollouts; {@code leave-one-out} m − r_i of n − 1 for rollout i;
 * {@code history} the discounted counts of earlier visits. Under {@code share} mind that shares fall with the number of
 * trials ({@link BoundaryUtility}): with {@code history} and little discount a problem that was never solved leaves the
 * batch at about K (1 − τ) / τ earlier rollouts, 1,584 with the defaults; the raw convention keeps it.
 *
 * <p>Degenerate cases. No trials (n = 1 under {@code leave-one-out}, a first visit under {@code history}): share 1, so
 * active for every τ of the share convention, and u = K B(a, b + K − 1) / B(a, b), 1 under the uniform prior. K = 1: u = 1
 * for every m, so the raw convention with τ ≤ 1 is the uniform gate. τ = 0 drops nothing, except where the weight is
 * below the least double. τ above u(0) drops everything.
 */
public final class BbgGate implements UpdateGate {

    private final BbgOptions options;
    private final BoundaryUtility utility;
    private final TallyRule rule;

    /**
     * Creates the gate.
     *
     * @param options reference metric, threshold, scale, prior and evidence
     */
    public BbgGate(BbgOptions options) {
        this.options = Objects.requireNonNull(options, "options");
        this.utility = new BoundaryUtility(new BetaPrior(options.priorA(), options.priorB()), options.referenceK());
        this.rule = this::weigh;
    }

    @Override
    public GateDecision decide(VerifiedGroup group, SuccessHistory history) {
        return rule.decide(options.evidence(), group, history);
    }

    private TallyRule.Weighed weigh(Tally tally) {
        boolean isShare = options.convention() == BbgOptions.Convention.SHARE;
        double compared = isShare
                ? utility.share(tally.successes(), tally.trials())
                : utility.utility(tally.successes(), tally.trials());
        boolean active = compared >= options.threshold();
        return new TallyRule.Weighed(
                active ? weight(tally) : 0,
                (isShare ? "share " : "utility ")
                        + Significant.digits(compared)
                        + (active ? " ≥ " : " < ")
                        + options.threshold());
    }

    private double weight(Tally tally) {
        return switch (options.normalisation()) {
            case SHARE -> utility.share(tally.successes(), tally.trials());
            case MAX -> utility.relativeToZeroSuccesses(tally.successes(), tally.trials());
            case MEAN_ONE, NONE -> utility.utility(tally.successes(), tally.trials());
        };
    }

    /**
     * With {@code mean-one}, divides every weight by the mean of the positive weights: the arithmetic mean over all
     * rollouts, of all groups given, whose weight is positive. A group of many rollouts so counts for more than one of
     * few, as it does in the loss, and rollouts of weight 0 inside an active group do not count. Ratios are kept.
     */
    @Override
    public List<GateDecision> normalise(List<GateDecision> active) {
        if (options.normalisation() != BbgOptions.Normalisation.MEAN_ONE) {
            return active;
        }
        double total = active.stream().mapToDouble(GateDecision::totalWeight).sum();
        long rollouts = active.stream().mapToLong(GateDecision::activeRollouts).sum();
        if (rollouts == 0) {
            return active;
        }
        double mean = total / rollouts;
        return active.stream().map(decision -> divided(decision, mean)).toList();
    }

    /** Division, since 1/mean overflows for the least of means; and an active rollout stays active, as promised. */
    private static GateDecision divided(GateDecision decision, double mean) {
        double[] weights = Arrays.stream(decision.weights())
                .map(w -> w > 0 ? Math.max(w / mean, Double.MIN_VALUE) : 0)
                .toArray();
        return new GateDecision(weights, decision.reason());
    }

    @Override
    public boolean usesHistory() {
        return options.evidence() == EvidenceKind.HISTORY;
    }
}
