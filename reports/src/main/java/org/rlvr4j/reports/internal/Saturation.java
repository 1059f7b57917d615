package org.rlvr4j.reports.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalDouble;
import org.rlvr4j.bbg.BoundaryUtility;

/**
 * Which part of a step went to saturated problems: those whose share of the boundary utility is below a threshold
 * (arXiv 2606.15455, Eq. 8 and 9).
 *
 * @param utility the boundary utility at the reference K
 * @param threshold τ, in [0, 1]
 */
record Saturation(BoundaryUtility utility, double threshold) {

    private static final int MOST_BUCKETS = 10_000;

    /** A share of rollouts, or of gradient weight. */
    enum Of {
        /** Of the groups judged. */
        JUDGED("judged"),
        /** Of the rollouts trained on. */
        TRAINED("trained"),
        /** Of |weight × advantage|. */
        SIGNAL("signal");

        private final String column;

        Of(String column) {
            this.column = column;
        }
    }

    /** The saturated share in a step's line; empty where it has no buckets, or nothing in them. */
    OptionalDouble share(JsonNode step, Of of) {
        JsonNode buckets = step.path("buckets");
        JsonNode successes = buckets.path("m");
        JsonNode sizes = buckets.path("n");
        JsonNode values = buckets.path(of.column);
        double saturated = 0;
        double all = 0;
        for (int i = 0; i < Math.min(values.size(), MOST_BUCKETS); i++) {
            int m = successes.path(i).asInt(-1);
            int n = sizes.path(i).asInt(-1);
            double value = values.path(i).asDouble();
            if (m < 0 || m > n || !(value >= 0)) {
                return OptionalDouble.empty();
            }
            all += value;
            saturated += utility.share(m, n) < threshold ? value : 0;
        }
        return all > 0 ? OptionalDouble.of(saturated / all) : OptionalDouble.empty();
    }
}
