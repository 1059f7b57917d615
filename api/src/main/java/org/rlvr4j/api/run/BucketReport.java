package org.rlvr4j.api.run;

/**
 * What became of one step's groups of one bucket: those with m of n judged rollouts correct.
 *
 * @param successes m, the success count
 * @param size n, the judged rollouts of each of the groups
 * @param judged groups with this count
 * @param taken of these, the groups that entered the batch
 * @param trained rollouts of positive weight in the batch
 * @param weight sum of the rollouts' weights after normalisation over the batch; ≥ 0
 * @param signal sum of |weight × advantage| as it enters the batch; ≥ 0
 */
public record BucketReport(int successes, int size, int judged, int taken, int trained, double weight, double signal) {

    /**
     * Checks.
     *
     * @throws IllegalArgumentException unless 0 ≤ m ≤ n, 0 ≤ taken ≤ judged, 0 ≤ trained ≤ taken × n and both sums are
     *     at least 0
     */
    public BucketReport {
        boolean counts = successes >= 0
                && successes <= size
                && taken >= 0
                && taken <= judged
                && trained >= 0
                && trained <= (long) taken * size;
        if (!counts || !(weight >= 0) || !(signal >= 0)) {
            throw new IllegalArgumentException("a bucket needs 0 <= m <= n, 0 <= taken <= judged, 0 <= trained <= taken"
                    + " × n and sums of at least 0, got m = " + successes + ", n = " + size + ", " + judged
                    + " judged, " + taken + " taken, " + trained + " trained, weight " + weight + ", signal "
                    + signal);
        }
    }
}
