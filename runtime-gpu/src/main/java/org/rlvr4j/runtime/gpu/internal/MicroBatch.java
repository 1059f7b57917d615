package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.Serializable;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.TrainingSequence;

/**
 * Some sequences of an update as tensors. Each distinct prompt is there once; its responses share it. Response tokens of
 * all sequences are laid out one behind the other, N of them: first the first token of each response, which a prompt's
 * last position predicts, then the others, which response positions predict.
 *
 * @param prompts prompts, padded on the right; shape [P][T′]
 * @param promptOf the prompt of each sequence; int64, shape [D]
 * @param prefixPadding added to the responses' scores, −∞ where prompts are padded; shape [D][1][1][T′+T]; null without
 * @param responses responses, every one's last token left out, padded on the right; shape [D][T]; null if T is 0
 * @param responsePositions positions of the responses' tokens in their sequences; int64, shape [D][T]; null if T is 0
 * @param firstPredictors row of the prompts' hidden states [P·T′][C] that predicts each first token; int64, shape [D]
 * @param otherPredictors row of the responses' hidden states [D·T][C] that predicts each other token; int64, shape [N−D]
 * @param targets the response tokens; int64, shape [N]
 * @param anchorLogProbs log-probabilities that ratios are taken against, those when the tokens were drawn unless importance
 *     weights part the two; shape [N]
 * @param advantages weighted advantages; shape [N]
 * @param shares each token's share of the aggregate, which sums to at most 1 over the whole update; shape [N]
 * @param sequenceOf the sequence of each token; int64, shape [N]
 * @param tokensOf the tokens of each sequence, N where there is none; int64, shape [D][T+1]
 * @param lengths number of tokens of each sequence; shape [D]
 * @param sequenceAdvantages weighted advantage of each sequence; shape [D]
 * @param sequenceShare one sequence's share of a mean over the update's sequences
 */
record MicroBatch(
        NDArray prompts,
        NDArray promptOf,
        @Nullable NDArray prefixPadding,
        @Nullable NDArray responses,
        @Nullable NDArray responsePositions,
        NDArray firstPredictors,
        NDArray otherPredictors,
        NDArray targets,
        NDArray anchorLogProbs,
        NDArray advantages,
        NDArray shares,
        NDArray sequenceOf,
        NDArray tokensOf,
        NDArray lengths,
        NDArray sequenceAdvantages,
        double sequenceShare) {

    /** What the whole update's losses are divided by; micro-batches share it, so their number changes no result. */
    record Divisor(LossOptions loss, int sequences, long tokens) implements Serializable {

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

    /**
     * Lays out sequences.
     *
     * @param manager owner of the tensors
     * @param sequences some sequences of an update; shape [D], not empty
     * @param divisor what the whole update is divided by
     */
    static MicroBatch of(NDManager manager, List<TrainingSequence> sequences, Divisor divisor) {
        Map<IntBuffer, Integer> promptRows = new LinkedHashMap<>();
        for (TrainingSequence sequence : sequences) {
            promptRows.putIfAbsent(IntBuffer.wrap(sequence.prompt()), promptRows.size());
        }
        int count = sequences.size();
        int promptLength = promptRows.keySet().stream()
                .mapToInt(IntBuffer::remaining)
                .max()
                .orElseThrow();
        int responseLength =
                sequences.stream().mapToInt(s -> s.response().length).max().orElseThrow() - 1;
        int tokens = sequences.stream().mapToInt(s -> s.response().length).sum();
        long[] promptOf = new long[count];
        boolean padded = false;
        int columns = promptLength + responseLength;
        float[] prefixPadding = new float[count * columns];
        long[] responses = new long[count * responseLength];
        long[] responsePositions = new long[count * responseLength];
        long[] firstPredictors = new long[count];
        long[] otherPredictors = new long[tokens - count];
        long[] targets = new long[tokens];
        long[] sequenceOf = new long[tokens];
        float[] behaviour = new float[tokens];
        float[] advantages = new float[tokens];
        float[] shares = new float[tokens];
        long[] tokensOf = new long[count * (responseLength + 1)];
        Arrays.fill(tokensOf, tokens);
        float[] lengths = new float[count];
        float[] sequenceAdvantages = new float[count];
        int others = 0;
        for (int d = 0; d < count; d++) {
            TrainingSequence sequence = sequences.get(d);
            int[] prompt = sequence.prompt();
            int[] response = sequence.response();
            int promptRow = promptRows.getOrDefault(IntBuffer.wrap(prompt), -1);
            promptOf[d] = promptRow;
            padded |= prompt.length < promptLength;
            Arrays.fill(
                    prefixPadding, d * columns + prompt.length, d * columns + promptLength, Float.NEGATIVE_INFINITY);
            sequenceAdvantages[d] = (float) sequence.advantage();
            lengths[d] = response.length;
            firstPredictors[d] = (long) promptRow * promptLength + prompt.length - 1;
            for (int t = 0; t < responseLength; t++) {
                responsePositions[d * responseLength + t] = (long) prompt.length + Math.min(t, response.length - 1);
            }
            for (int t = 0; t < response.length; t++) {
                int n = d;
                if (t > 0) {
                    responses[d * responseLength + t - 1] = response[t - 1];
                    otherPredictors[others] = (long) d * responseLength + t - 1;
                    n = count + others++;
                }
                targets[n] = response[t];
                sequenceOf[n] = d;
                behaviour[n] = sequence.behaviourLogProbs()[t];
                advantages[n] = (float) sequence.advantage();
                shares[n] = (float) divisor.tokenShare(response.length);
                tokensOf[d * (responseLength + 1) + t] = n;
            }
        }
        Shape inputs = new Shape(count, responseLength);
        return new MicroBatch(
                prompts(manager, promptRows.keySet(), promptLength),
                manager.create(promptOf),
                padded ? manager.create(prefixPadding, new Shape(count, 1, 1, columns)) : null,
                responseLength > 0 ? manager.create(responses, inputs) : null,
                responseLength > 0 ? manager.create(responsePositions, inputs) : null,
                manager.create(firstPredictors),
                manager.create(otherPredictors),
                manager.create(targets),
                manager.create(behaviour),
                manager.create(advantages),
                manager.create(shares),
                manager.create(sequenceOf),
                manager.create(tokensOf, new Shape(count, responseLength + 1L)),
                manager.create(lengths),
                manager.create(sequenceAdvantages),
                1.0 / divisor.sequences());
    }

    private static NDArray prompts(NDManager manager, Collection<IntBuffer> prompts, int length) {
        long[] ids = new long[prompts.size() * length];
        int p = 0;
        for (IntBuffer prompt : prompts) {
            for (int t = 0; t < prompt.remaining(); t++) {
                ids[p * length + t] = prompt.get(t);
            }
            p++;
        }
        return manager.create(ids, new Shape(prompts.size(), length));
    }

    /** The same tokens with another policy to clip against and other advantages. */
    MicroBatch corrected(float[] anchor, float[] tokenAdvantages, float[] newSequenceAdvantages) {
        NDManager manager = targets.getManager();
        return new MicroBatch(
                prompts,
                promptOf,
                prefixPadding,
                responses,
                responsePositions,
                firstPredictors,
                otherPredictors,
                targets,
                manager.create(anchor),
                manager.create(tokenAdvantages),
                shares,
                sequenceOf,
                tokensOf,
                lengths,
                manager.create(newSequenceAdvantages),
                sequenceShare);
    }

    long tokens() {
        return targets.size();
    }
}
