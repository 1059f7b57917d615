package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.TrainingSequence;

/**
 * Some sequences of an update as tensors. Response tokens of all sequences are laid out one behind the other: N of them.
 *
 * @param ids input tokens, every sequence's last token left out, padded on the right; shape [D][T]
 * @param positions row of hidden states [D·T][C] that predicts each response token; int64, shape [N]
 * @param targets the response tokens; int64, shape [N]
 * @param behaviourLogProbs log-probabilities when they were drawn; shape [N]
 * @param advantages weighted advantages; shape [N]
 * @param shares each token's share of the aggregate, which sums to at most 1 over the whole update; shape [N]
 * @param sequenceOf the sequence of each token; int64, shape [N]
 * @param sequenceMeans row s averages over the tokens of sequence s; shape [D][N]; empty unless sequences have ratios
 * @param sequenceAdvantages weighted advantage of each sequence; shape [D]
 * @param sequenceShare one sequence's share of a mean over the update's sequences
 */
record MicroBatch(
        NDArray ids,
        NDArray positions,
        NDArray targets,
        NDArray behaviourLogProbs,
        NDArray advantages,
        NDArray shares,
        NDArray sequenceOf,
        NDArray sequenceMeans,
        NDArray sequenceAdvantages,
        double sequenceShare) {

    /** What the whole update's losses are divided by; micro-batches share it, so their number changes no result. */
    record Divisor(LossOptions loss, int sequences, long tokens) {

        static Divisor of(LossOptions loss, List<TrainingSequence> update) {
            return new Divisor(
                    loss,
                    update.size(),
                    update.stream().mapToLong(s -> s.response().length).sum());
        }

        /** The share of one token of a response of the given length. */
        double tokenShare(int responseLength) {
            return switch (loss.aggregation()) {
                case TOKEN_MEAN -> 1.0 / tokens;
                case SEQUENCE_MEAN -> 1.0 / ((double) sequences * responseLength);
                case CONSTANT -> 1.0 / ((double) sequences * loss.constantLength());
            };
        }
    }

    /** Groups sequences of similar length so that no group's padded size exceeds the budget (one sequence may). */
    static List<List<TrainingSequence>> plan(List<TrainingSequence> update, int tokenBudget) {
        List<TrainingSequence> byLength = new ArrayList<>(update);
        byLength.sort(Comparator.comparingInt(TrainingSequence::length).reversed());
        List<List<TrainingSequence>> plan = new ArrayList<>();
        List<TrainingSequence> current = new ArrayList<>();
        for (TrainingSequence sequence : byLength) {
            // the first of a group is its longest
            if (!current.isEmpty() && (long) current.get(0).length() * (current.size() + 1) > tokenBudget) {
                plan.add(current);
                current = new ArrayList<>();
            }
            current.add(sequence);
        }
        if (!current.isEmpty()) {
            plan.add(current);
        }
        return plan;
    }

    static MicroBatch of(NDManager manager, List<TrainingSequence> sequences, Divisor divisor) {
        int length = sequences.stream().mapToInt(TrainingSequence::length).max().orElseThrow() - 1;
        int tokens = sequences.stream().mapToInt(s -> s.response().length).sum();
        boolean bySequence = divisor.loss().objective() == LossOptions.Objective.SEQUENCE_RATIO;
        long[] ids = new long[sequences.size() * length];
        long[] positions = new long[tokens];
        long[] targets = new long[tokens];
        long[] sequenceOf = new long[tokens];
        float[] behaviour = new float[tokens];
        float[] advantages = new float[tokens];
        float[] shares = new float[tokens];
        float[] means = new float[bySequence ? sequences.size() * tokens : 0];
        float[] sequenceAdvantages = new float[sequences.size()];
        int n = 0;
        for (int d = 0; d < sequences.size(); d++) {
            TrainingSequence sequence = sequences.get(d);
            int promptLength = sequence.prompt().length;
            int responseLength = sequence.response().length;
            for (int t = 0; t < promptLength; t++) {
                ids[d * length + t] = sequence.prompt()[t];
            }
            sequenceAdvantages[d] = (float) sequence.advantage();
            for (int t = 0; t < responseLength; t++, n++) {
                if (t < responseLength - 1) {
                    ids[d * length + promptLength + t] = sequence.response()[t];
                }
                positions[n] = (long) d * length + promptLength - 1 + t;
                targets[n] = sequence.response()[t];
                sequenceOf[n] = d;
                behaviour[n] = sequence.behaviourLogProbs()[t];
                advantages[n] = (float) sequence.advantage();
                shares[n] = (float) divisor.tokenShare(responseLength);
                if (bySequence) {
                    means[d * tokens + n] = 1f / responseLength;
                }
            }
        }
        return new MicroBatch(
                manager.create(ids, new Shape(sequences.size(), length)),
                manager.create(positions),
                manager.create(targets),
                manager.create(behaviour),
                manager.create(advantages),
                manager.create(shares),
                manager.create(sequenceOf),
                manager.create(means, bySequence ? new Shape(sequences.size(), tokens) : new Shape(0)),
                manager.create(sequenceAdvantages),
                1.0 / divisor.sequences());
    }

    long tokens() {
        return targets.size();
    }
}
