package org.rlvr4j.bbg;

import java.util.Objects;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.gate.UpdateGate;

/**
 * Trains, with weight 1, on groups of chosen success counts: the bucket masks of arXiv 2606.15455, such as dropping m/n ≥
 * 6/8.
 *
 * <p>By a list of counts m, whatever n is, or by the fraction m/n; see {@link BucketOptions}. Where rollouts could not
 * be judged n is smaller than the recipe's, and a list of counts then means something else than at full size: prefer the
 * fraction there. With n = 1 the buckets are 0/1 and 1/1.
 */
public final class BucketGate implements UpdateGate {

    private final BucketOptions options;

    /**
     * Creates the gate.
     *
     * @param options which buckets are active
     */
    public BucketGate(BucketOptions options) {
        this.options = Objects.requireNonNull(options, "options");
    }

    @Override
    public GateDecision decide(VerifiedGroup group, SuccessHistory history) {
        int m = group.successes();
        int n = group.size();
        String bucket = "m=" + m + "/" + n + ": ";
        if (n == 0) {
            return GateDecision.drop(0, bucket + "no rollout was judged");
        }
        if (!options.active().isEmpty()) {
            return options.active().contains(m)
                    ? GateDecision.keep(n, 1, bucket + "in " + options.active())
                    : GateDecision.drop(n, bucket + "not in " + options.active());
        }
        // Correctly rounded division: 3/5 is the same double as the literal 0.6, which 0.6 · 5 against 3 need not be.
        double fraction = (double) m / n;
        String compared = Significant.digits(fraction);
        return fraction < options.dropFromFraction()
                ? GateDecision.keep(n, 1, bucket + compared + " < " + options.dropFromFraction())
                : GateDecision.drop(n, bucket + compared + " ≥ " + options.dropFromFraction());
    }
}
