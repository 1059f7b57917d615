package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.rlvr4j.api.rollout.TokenSampler;

/** Log-probabilities of given texts, in batches of bounded size and slices of bounded logits. */
final class SequenceScorer {

    private final NDManager manager;
    private final ModelConfig config;
    private final Decoder decoder;
    private final VocabularyHead head;
    private final int batchTokens;

    /**
     * Creates a scorer.
     *
     * @param batchTokens most tokens of a batch, padding included; a single longer sequence is allowed
     * @param logitElements most logits held at once
     */
    SequenceScorer(NDManager manager, ModelConfig config, Decoder decoder, int batchTokens, long logitElements) {
        this.manager = manager;
        this.config = config;
        this.decoder = decoder;
        this.head = new VocabularyHead(decoder, config, false, logitElements);
        this.batchTokens = batchTokens;
    }

    /** Log-probability of each token after the first given those before it; shape [D][T − 1]. */
    List<float[]> score(List<int[]> sequences) {
        for (int s = 0; s < sequences.size(); s++) {
            check(s, sequences.get(s));
        }
        float[][] scores = new float[sequences.size()][];
        List<Integer> byLength = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingInt(s -> -sequences.get(s).length))
                .toList();
        int from = 0;
        while (from < byLength.size()) {
            int longest = sequences.get(byLength.get(from)).length;
            int to = Math.min(byLength.size(), from + Math.max(1, batchTokens / longest));
            score(sequences, byLength.subList(from, to), scores);
            from = to;
        }
        return List.of(scores);
    }

    private void check(int index, int[] sequence) {
        if (sequence.length == 0 || sequence.length > config.contextLength()) {
            throw new IllegalArgumentException("sequence " + index + " has " + sequence.length
                    + " tokens; the policy scores from 1 to " + config.contextLength());
        }
        for (int token : sequence) {
            if (token < 0 || token >= config.vocabularySize()) {
                throw new IllegalArgumentException("sequence " + index + ": the policy has no token " + token
                        + ", only 0 to " + (config.vocabularySize() - 1));
            }
        }
    }

    /** Scores a batch, the longest sequence first. */
    private void score(List<int[]> sequences, List<Integer> batch, float[][] scores) {
        int columns = sequences.get(batch.get(0)).length - 1;
        if (columns == 0) {
            batch.forEach(s -> scores[s] = new float[0]);
            return;
        }
        long[] ids = new long[batch.size() * columns];
        List<Long> predictors = new ArrayList<>();
        List<Long> targets = new ArrayList<>();
        for (int row = 0; row < batch.size(); row++) {
            int[] sequence = sequences.get(batch.get(row));
            for (int t = 0; t + 1 < sequence.length; t++) {
                ids[row * columns + t] = sequence[t];
                predictors.add((long) row * columns + t);
                targets.add((long) sequence[t + 1]);
            }
        }
        float[] flat;
        try (NDManager scratch = manager.newSubManager()) {
            NDArray hidden = decoder.hidden(
                    scratch.create(ids, new Shape(batch.size(), columns)),
                    decoder.rotary().leading(scratch, columns),
                    TrainingPass.causalMask(scratch, columns, 0),
                    (layer, keys, values) -> new KeyValueStore.KeysValues(keys, values));
            NDArray rows = Slices.rows(hidden.reshape(-1, config.hiddenSize()), scratch.create(toArray(predictors)));
            flat = head.score(rows, scratch.create(toArray(targets)), TokenSampler.UNCHANGED)
                    .logProbs()
                    .toFloatArray();
        }
        int next = 0;
        for (int s : batch) {
            int length = sequences.get(s).length - 1;
            scores[s] = Arrays.copyOfRange(flat, next, next + length);
            next += length;
        }
    }

    private static long[] toArray(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }
}
