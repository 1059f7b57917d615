package org.rlvr4j.bbg;

import java.util.Objects;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.gate.UpdateGate;

/**
 * Trains, with weight 1, only where the evidence holds no success: for whole counts the limit
 * of {@link BbgGate} as K → ∞.
 *
 * <ul>
 *   <li>Evidence {@code group}: all rollouts of a group with m = 0, none of any other: bucket 0/n of arXiv 2606.15455.
 *       A group-normalised advantage is 0 there, so this needs one that learns from failures (W-REINFORCE).
 *   <li>{@code leave-one-out}: rollout i where the other n − 1 all failed; so all rollouts if m = 0, the only success if
 *       m = 1, none otherwise. Since E[1{others all fail}] = (1 − p)^(n−1), REINFORCE weighted by it has as its
 *       expectation the gradient of Pass@n, up to the factor 1/n. With n = 1 there are no others and the weight is 1:
 *       REINFORCE on Pass@1.
 *   <li>{@code history}: all rollouts where the discounted successes of earlier visits are below {@code
 *       history-threshold}. First visits are active.
 * </ul>
 */
public final class ZeroSuccessOnlyGate implements UpdateGate {

    private final ZeroSuccessOnlyOptions options;
    private final TallyRule rule;

    /**
     * Creates the gate.
     *
     * @param options kind of evidence
     */
    public ZeroSuccessOnlyGate(ZeroSuccessOnlyOptions options) {
        this.options = Objects.requireNonNull(options, "options");
        // Counts of a group are whole, so "none" is "fewer than 1".
        double limit = options.evidence() == EvidenceKind.HISTORY ? options.historyThreshold() : 1;
        this.rule = tally -> weigh(tally, limit);
    }

    private static TallyRule.Weighed weigh(Tally tally, double limit) {
        boolean active = tally.successes() < limit;
        return new TallyRule.Weighed(
                active ? 1 : 0,
                "successes " + Significant.digits(tally.successes()) + (active ? " < " : " ≥ ")
                        + Significant.digits(limit));
    }

    @Override
    public GateDecision decide(VerifiedGroup group, SuccessHistory history) {
        return rule.decide(options.evidence(), group, history);
    }

    @Override
    public boolean usesHistory() {
        return options.evidence() == EvidenceKind.HISTORY;
    }
}
