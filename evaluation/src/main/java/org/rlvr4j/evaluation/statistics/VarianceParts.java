package org.rlvr4j.evaluation.statistics;

import java.util.List;
import java.util.OptionalLong;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.estimators.passatk.PassAtK;

/**
 * Where the uncertainty of a mean Pass@k over problems comes from, and what would halve its interval.
 *
 * <p>The variance of the mean of P values f_p is S²/P, S² being their variance over problems. In it are the problems'
 * differences and the noise of the samples: E[S²] = B + W, W the mean of the variances of the f_p given their problems. W is
 * estimated by the jackknife over samples (Efron and Stein 1981), for Pass@k in closed form: leaving out one of the c
 * right samples gives f(n − 1, c − 1), one of the wrong ones f(n − 1, c). At k = 1 that is c(n − c)/(n²(n − 1)), without
 * bias; for greater k it errs upwards. At k = n there is nothing to leave out.
 *
 * <p>More samples shrink W alone, about as 1/n, more problems both. So the interval over problems can be halved by samples
 * only where B is below a quarter of B + W.
 *
 * @param problems P ≥ 2
 * @param ofProblems B/P, the part that samples cannot shrink; ≥ 0
 * @param ofSamples W/P, the part that they can; ≥ 0
 */
public record VarianceParts(int problems, double ofProblems, double ofSamples) {

    /**
     * Estimates the parts.
     *
     * @param outcomes one for each problem, at least two, each with more than k samples
     * @param k ≥ 1
     * @return the parts
     * @throws IllegalArgumentException if there are too few problems or samples
     */
    public static VarianceParts of(List<ProblemOutcome> outcomes, int k) {
        int problems = outcomes.size();
        if (problems < 2 || outcomes.stream().anyMatch(outcome -> outcome.samples() <= k)) {
            throw new IllegalArgumentException("needs two problems with more than " + k + " samples each");
        }
        double mean = 0;
        double within = 0;
        double[] values = new double[problems];
        for (int p = 0; p < problems; p++) {
            ProblemOutcome outcome = outcomes.get(p);
            values[p] = PassAtK.unbiased(outcome.samples(), outcome.correct(), k);
            mean += values[p] / problems;
            within += jackknife(outcome.samples(), outcome.correct(), k) / problems;
        }
        double total = 0;
        for (double value : values) {
            total += (value - mean) * (value - mean) / (problems - 1);
        }
        double samples = Math.min(within, total);
        return new VarianceParts(problems, (total - samples) / problems, samples / problems);
    }

    /** The jackknife's variance of Pass@k given the problem. */
    static double jackknife(int n, int c, int k) {
        double lessRight = c == 0 ? 0 : PassAtK.unbiased(n - 1, c - 1, k);
        double lessWrong = c == n ? 0 : PassAtK.unbiased(n - 1, c, k);
        double mean = (c * lessRight + (n - c) * lessWrong) / n;
        double squares =
                c * (lessRight - mean) * (lessRight - mean) + (n - c) * (lessWrong - mean) * (lessWrong - mean);
        return squares * (n - 1) / n;
    }

    /**
     * Says how many samples a problem would halve the interval over problems.
     *
     * @param samples those of a problem now
     * @return about so many in place of {@code samples}; empty where no number of samples would
     */
    public OptionalLong samplesToHalve(double samples) {
        double aim = (ofProblems + ofSamples) / 4 - ofProblems;
        return aim > 0 ? OptionalLong.of((long) Math.ceil(samples * ofSamples / aim)) : OptionalLong.empty();
    }

    /**
     * Says how many problems of the same kind would halve the interval over problems.
     *
     * @return in place of P
     */
    public long problemsToHalve() {
        return 4L * problems;
    }

    /**
     * Returns the share of the variance that is the samples' noise.
     *
     * @return in [0, 1]; 0 where there is no variance
     */
    public double sampleShare() {
        double all = ofProblems + ofSamples;
        return all == 0 ? 0 : ofSamples / all;
    }
}
