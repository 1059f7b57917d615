package org.rlvr4j.evaluation.statistics;

import java.util.Arrays;
import java.util.List;
import org.rlvr4j.api.evaluation.ProblemOutcome;

/**
 * How many samples a round draws of each problem, decided from a pilot.
 *
 * <p>The variance of the mean accuracy over problems is Σ q_p(1 − q_p)/n_p divided by P²; for a given number of samples it is
 * least where n_p is proportional to √(q_p(1 − q_p)) (Neyman 1934). The pilot's c of n correct give the posterior
 * Beta(c + ½, n − c + ½), whose mean of q(1 − q) is ab/((a + b)(a + b + 1)): the problems whose accuracy is known least get
 * the most.
 *
 * <p>If n_p followed the very samples from which q_p is then estimated, c/n would be biased, downwards as a rule (Nie et al.
 * 2018, arXiv 1708.01977). Therefore the pilot's samples decide and are not counted: given the pilot, all n_p are constants,
 * and each Pass@k is as unbiased as with equal numbers.
 */
public final class RoundSizes {

    /** The most samples that a round draws of a problem. */
    public static final int MOST = 8;

    private RoundSizes() {}

    /**
     * Draws one of each.
     *
     * @param problems P
     * @return P times 1
     */
    public static int[] equal(int problems) {
        int[] sizes = new int[problems];
        Arrays.fill(sizes, 1);
        return sizes;
    }

    /**
     * Draws more of the problems of which less is known.
     *
     * @param pilot what the pilot gave, one for each problem; not empty
     * @return a_p, from 1 to {@value #MOST}; the least is 1
     */
    public static int[] of(List<ProblemOutcome> pilot) {
        double[] spreads = pilot.stream().mapToDouble(RoundSizes::spread).toArray();
        double least = Arrays.stream(spreads).min().orElseThrow();
        return Arrays.stream(spreads)
                .mapToInt(spread -> (int) Math.min(MOST, Math.max(1, Math.round(spread / least))))
                .toArray();
    }

    /** √E[q(1 − q)] under the posterior. */
    private static double spread(ProblemOutcome outcome) {
        double a = outcome.correct() + 0.5;
        double b = outcome.samples() - outcome.correct() + 0.5;
        return Math.sqrt(a * b / ((a + b) * (a + b + 1)));
    }
}
