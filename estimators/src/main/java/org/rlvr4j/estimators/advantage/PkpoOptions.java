package org.rlvr4j.estimators.advantage;

import java.util.Objects;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Options of {@link Pkpo}.
 *
 * @param k whose Pass@k is trained for
 * @param baseline what is subtracted
 */
public record PkpoOptions(
        @Option(
                value = "The k whose Pass@k is trained for; at least 1; a group of fewer rollouts serves Pass@n.",
                defaultsTo = "4")
        int k,

        @Option(
                value = "What is subtracted from the transformed rewards: none, leave-one-out (over the other"
                        + " rollouts) or leave-one-out-minus-one (over subsets of k - 1 other rollouts).",
                defaultsTo = "leave-one-out")
        Baseline baseline) {

    /** What is subtracted from a rollout's transformed reward; none of them biases the gradient. */
    public enum Baseline {
        /** Nothing (Eq. 19). */
        NONE,
        /** The mean transformed reward that the other rollouts have among themselves (Eq. 29). */
        LEAVE_ONE_OUT,
        /** What the other members of each k-subset achieve without the rollout (Eq. 33). */
        LEAVE_ONE_OUT_MINUS_ONE
    }

    /**
     * Checks.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException if k is below 1
     */
    public PkpoOptions {
        Objects.requireNonNull(baseline, "baseline");
        new OptionChecks().that(k >= 1, "k", k, "must be at least 1").orThrow();
    }
}
