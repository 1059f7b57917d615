package org.rlvr4j.runtime.gpu.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.TrainingSequence;

/** Every combination of loss options, and sequences whose ratios lie on all sides of the clip range. */
final class LossCases {

    static final double CLIP_LOW = 0.2;
    static final double CLIP_HIGH = 0.35;

    private LossCases() {}

    static Stream<LossOptions> all() {
        List<LossOptions> all = new ArrayList<>();
        for (LossOptions.Objective objective : LossOptions.Objective.values()) {
            for (LossOptions.Aggregation aggregation : LossOptions.Aggregation.values()) {
                for (double entropy : new double[] {0, 0.3}) {
                    all.add(options(objective, aggregation, 0, LossOptions.KlEstimator.K3, entropy));
                    for (LossOptions.KlEstimator estimator : LossOptions.KlEstimator.values()) {
                        all.add(options(objective, aggregation, 0.4, estimator, entropy));
                    }
                }
            }
        }
        return all.stream();
    }

    private static LossOptions options(
            LossOptions.Objective objective,
            LossOptions.Aggregation aggregation,
            double kl,
            LossOptions.KlEstimator estimator,
            double entropy) {
        return new LossOptions(objective, CLIP_LOW, CLIP_HIGH, aggregation, 5, kl, estimator, entropy);
    }

    /** Prompts shared and not, of several lengths; responses of 1 to 5 tokens; every sign of advantage, and 0. */
    static List<TrainingSequence> sequences(int vocabulary, LogProbs policy, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[][] prompts = {{3, 4, 5}, {3, 4, 5}, {7}, {7}, {3, 4, 5}, {1, 2, 8, 9}};
        int[] lengths = {4, 1, 3, 5, 2, 1};
        double[] advantages = {1, -1.5, -0.7, 2, 0, 0.5};
        List<TrainingSequence> sequences = new ArrayList<>();
        for (int d = 0; d < prompts.length; d++) {
            int[] response = random.ints(lengths[d], 0, vocabulary).toArray();
            double[] logProbs = policy.of(prompts[d], response);
            float[] behaviour = new float[response.length];
            for (int t = 0; t < response.length; t++) {
                // ratios e^±0.6 and e^±0.1, away from the clip range's ends, where the loss has kinks
                double logRatio = (random.nextBoolean() ? 1 : -1) * (random.nextBoolean() ? 0.6 : 0.1);
                behaviour[t] = (float) (logProbs[t] - logRatio);
            }
            sequences.add(new TrainingSequence(prompts[d], response, behaviour, advantages[d]));
        }
        return sequences;
    }

    /** Log-probabilities of a response. */
    interface LogProbs {
        double[] of(int[] prompt, int[] response);
    }

    /** Numbers laid out as a micro-batch lays out its tokens, by sequence and token. */
    static double[][] bySequence(List<TrainingSequence> sequences, float[] values) {
        double[][] result = new double[sequences.size()][];
        int other = sequences.size();
        for (int d = 0; d < result.length; d++) {
            result[d] = new double[sequences.get(d).response().length];
            for (int t = 0; t < result[d].length; t++) {
                result[d][t] = values[t == 0 ? d : other++];
            }
        }
        return result;
    }
}
