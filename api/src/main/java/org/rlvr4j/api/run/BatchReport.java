package org.rlvr4j.api.run;

import java.util.List;

/**
 * How the effective batch of one step was filled.
 *
 * @param waves how many times rollouts were generated until the batch was full or the limit was reached
 * @param judged groups that were judged
 * @param active groups that entered the batch
 * @param target groups that the batch should have had
 * @param rollouts rollouts that were judged
 * @param correct of these, the correct ones
 * @param unparseable of these, those from which no answer could be read
 * @param failures rollouts that the verifier failed to judge; in no other count
 * @param meanResponseTokens mean response length in tokens
 * @param generateSeconds wall-clock time of generation
 * @param verifySeconds wall-clock time of verification
 * @param buckets the judged groups by success count and size, in ascending order of size and then count
 */
public record BatchReport(
        int waves,
        int judged,
        int active,
        int target,
        int rollouts,
        int correct,
        int unparseable,
        int failures,
        double meanResponseTokens,
        double generateSeconds,
        double verifySeconds,
        List<BucketReport> buckets) {

    /** Copies. */
    public BatchReport {
        buckets = List.copyOf(buckets);
    }

    /**
     * Replaces the buckets.
     *
     * @param replacement the judged groups by success count and size
     * @return this report with them
     */
    public BatchReport withBuckets(List<BucketReport> replacement) {
        return new BatchReport(
                waves,
                judged,
                active,
                target,
                rollouts,
                correct,
                unparseable,
                failures,
                meanResponseTokens,
                generateSeconds,
                verifySeconds,
                replacement);
    }

    /**
     * Tells whether the batch reached its target.
     *
     * @return false where the refill limit came first
     */
    public boolean isFull() {
        return active >= target;
    }

    /**
     * Returns the share of correct rollouts.
     *
     * @return in [0, 1]; NaN where none was judged
     */
    public double successRate() {
        return rollouts == 0 ? Double.NaN : (double) correct / rollouts;
    }
}
