package org.rlvr4j.api.evaluation;

import java.util.List;
import java.util.random.RandomGenerator;

/** Estimates Pass@k or a relative of it from the outcomes of an evaluation. */
public interface PassAtKEstimator {

    /**
     * Names the metric.
     *
     * @return for example {@code "pass@k"}
     */
    String metric();

    /**
     * Estimates one problem's value for each k, all in one pass.
     *
     * @param outcome the problem's samples, n ≥ max k
     * @param ks the numbers of samples, ascending, each ≥ 1
     * @return one value for each k; shape [ks]
     * @throws IllegalArgumentException if some k exceeds n
     */
    double[] estimate(ProblemOutcome outcome, int[] ks);

    /**
     * Estimates the mean over problems with an interval at each k.
     *
     * @param outcomes one for each problem; not empty
     * @param ks the numbers of samples, ascending
     * @param level the interval's level, in (0, 1)
     * @param random source of the bootstrap's resamples
     * @return the curve
     */
    Curve curve(List<ProblemOutcome> outcomes, int[] ks, double level, RandomGenerator random);
}
