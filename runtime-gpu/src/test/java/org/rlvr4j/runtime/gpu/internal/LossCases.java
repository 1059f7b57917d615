package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDManager;
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
    static final double IMPORTANCE_CAP = 2;

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
        LossOptions.Importance[] weighted = {LossOptions.Importance.TOKEN, LossOptions.Importance.SEQUENCE};
        for (LossOptions.Aggregation aggregation : LossOptions.Aggregation.values()) {
            for (LossOptions.Importance importance : weighted) {
                all.add(options(
                        LossOptions.Objective.CLIPPED_RATIO,
                        aggregation,
                        0.4,
                        LossOptions.KlEstimator.K3,
                        0.3,
                        importance));
            }
        }
        all.add(options(
                LossOptions.Objective.SEQUENCE_RATIO,
                LossOptions.Aggregation.TOKEN_MEAN,
                0,
                LossOptions.KlEstimator.K3,
                0,
                LossOptions.Importance.SEQUENCE));
        return all.stream();
    }

    private static LossOptions options(
            LossOptions.Objective objective,
            LossOptions.Aggregation aggregation,
            double kl,
            LossOptions.KlEstimator estimator,
            double entropy) {
        return options(objective, aggregation, kl, estimator, entropy, LossOptions.Importance.NONE);
    }

    private static LossOptions options(
            LossOptions.Objective objective,
            LossOptions.Aggregation aggregation,
            double kl,
            LossOptions.KlEstimator estimator,
            double entropy,
            LossOptions.Importance importance) {
        return new LossOptions(
                objective, CLIP_LOW, CLIP_HIGH, aggregation, 5, kl, estimator, entropy, importance, IMPORTANCE_CAP);
    }

    /**
     * The same sequences as another engine drew them, where importance weights are on: with weights e, e^½ and e^−¾ a
     * token, the first of which is truncated. What was the behaviour policy is then the learner's old one.
     */
    static List<TrainingSequence> behind(LossOptions options, List<TrainingSequence> sequences) {
        if (options.importance() == LossOptions.Importance.NONE) {
            return sequences;
        }
        double[] logWeights = {1, 0.5, -0.75};
        List<TrainingSequence> drawn = new ArrayList<>();
        for (TrainingSequence sequence : sequences) {
            float[] behaviour = sequence.behaviourLogProbs().clone();
            for (int t = 0; t < behaviour.length; t++) {
                behaviour[t] -= (float) logWeights[(drawn.size() + t) % 3];
            }
            drawn.add(new TrainingSequence(sequence.prompt(), sequence.response(), behaviour, sequence.advantage()));
        }
        return drawn;
    }

    /** Behaviour log-probabilities by sequence and token. */
    static double[][] behaviour(List<TrainingSequence> sequences) {
        double[][] result = new double[sequences.size()][];
        for (int d = 0; d < result.length; d++) {
            float[] own = sequences.get(d).behaviourLogProbs();
            result[d] = new double[own.length];
            for (int t = 0; t < own.length; t++) {
                result[d][t] = own[t];
            }
        }
        return result;
    }

    /** The micro-batch of sequences, with the importance weights that the options ask for. */
    static MicroBatch microBatch(NDManager manager, LossOptions options, List<TrainingSequence> drawn, double[][] old) {
        MicroBatch batch = MicroBatch.of(manager, drawn, MicroBatch.Divisor.of(options, drawn));
        OldLogProbs scored = new OldLogProbs();
        for (int d = 0; d < old.length; d++) {
            float[] own = new float[old[d].length];
            for (int t = 0; t < own.length; t++) {
                own[t] = (float) old[d][t];
            }
            scored.put(List.of(drawn.get(d)), own);
        }
        return new ImportanceCorrection(options)
                .correct(batch, drawn, scored.inBatchOrder(drawn), new ImportanceStatistics());
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
