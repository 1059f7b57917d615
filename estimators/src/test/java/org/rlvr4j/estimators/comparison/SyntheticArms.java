package org.rlvr4j.estimators.comparison;

import java.util.SplittableRandom;
import org.rlvr4j.estimators.passatk.PassAtK;

/**
 * Evaluations of made-up arms whose true difference is known: success probabilities are logistic in the problem's
 * difficulty, the arm's effect, the effect's scatter over problems, over seeds, and over both.
 *
 * @param effect the arm's effect in logits
 * @param overProblems standard deviation of the effect over problems
 * @param overSeeds standard deviation of what a seed does to all problems
 * @param overBoth standard deviation of what a seed does to a single problem
 * @param trained whether the other side is an arm, too, with seeds of its own; else it is a base, evaluated once
 */
record SyntheticArms(double effect, double overProblems, double overSeeds, double overBoth, boolean trained) {

    static final int SAMPLES = 32;
    static final int[] KS = {1, 8, SAMPLES};

    private static final int PROBLEMS = 80;
    private static final double DIFFICULTY = -2;
    private static final double DIFFICULTY_SPREAD = 2;
    private static final int TRUTH_DRAWS = 100_000;

    private static double probability(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    private static double difficulty(SplittableRandom random) {
        return DIFFICULTY + DIFFICULTY_SPREAD * random.nextGaussian();
    }

    /** The true difference at each k over all problems and seeds, by integration. */
    double[] truth() {
        SplittableRandom random = new SplittableRandom(1);
        double[] sums = new double[KS.length];
        for (int i = 0; i < TRUTH_DRAWS; i++) {
            double difficulty = difficulty(random);
            double left = probability(difficulty
                    + effect
                    + overProblems * random.nextGaussian()
                    + overSeeds * random.nextGaussian()
                    + overBoth * random.nextGaussian());
            double right = probability(
                    trained
                            ? difficulty + overSeeds * random.nextGaussian() + overBoth * random.nextGaussian()
                            : difficulty);
            for (int k = 0; k < KS.length; k++) {
                sums[k] += (Math.pow(1 - right, KS[k]) - Math.pow(1 - left, KS[k])) / TRUTH_DRAWS;
            }
        }
        return sums;
    }

    /** One made-up experiment; shape [k][S][P] of differences of Pass@k. */
    double[][][] draw(int seeds, SplittableRandom random) {
        double[] difficulty = new double[PROBLEMS];
        double[] gain = new double[PROBLEMS];
        int[] base = new int[PROBLEMS];
        for (int p = 0; p < PROBLEMS; p++) {
            difficulty[p] = difficulty(random);
            gain[p] = effect + overProblems * random.nextGaussian();
            base[p] = successes(difficulty[p], random);
        }
        double[][][] differences = new double[KS.length][seeds][PROBLEMS];
        for (int s = 0; s < seeds; s++) {
            double ofLeft = overSeeds * random.nextGaussian();
            double ofRight = overSeeds * random.nextGaussian();
            for (int p = 0; p < PROBLEMS; p++) {
                int left = successes(difficulty[p] + gain[p] + ofLeft + overBoth * random.nextGaussian(), random);
                int right = trained
                        ? successes(difficulty[p] + ofRight + overBoth * random.nextGaussian(), random)
                        : base[p];
                for (int k = 0; k < KS.length; k++) {
                    differences[k][s][p] =
                            PassAtK.unbiased(SAMPLES, left, KS[k]) - PassAtK.unbiased(SAMPLES, right, KS[k]);
                }
            }
        }
        return differences;
    }

    private static int successes(double logit, SplittableRandom random) {
        double probability = probability(logit);
        int successes = 0;
        for (int i = 0; i < SAMPLES; i++) {
            successes += random.nextDouble() < probability ? 1 : 0;
        }
        return successes;
    }
}
