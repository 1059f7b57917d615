package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.rlvr4j.api.learning.NonFiniteException;
import org.rlvr4j.api.rollout.TokenSampler;

/**
 * Samples one batch of rows to their end: prompts are prefilled once each, their rows share them, and rows that have
 * ended leave the batch.
 *
 * <p>A token is drawn by inverting the cumulative distribution at one uniform number a row and step, so a row's draws are
 * its own generator's and do not depend on which rows share the batch.
 */
final class Generation {

    /** Rows leave once this share of the batch has ended; each departure copies the cache of the others. */
    private static final double DEPARTING_SHARE = 0.2;

    /** One row: whose prompt it continues, its generator, and what it has drawn. */
    static final class Row {
        final int prompt;
        final RandomGenerator random;
        final int[] tokens;
        final float[] logProbs;
        int padding;
        int length;
        boolean ended;

        Row(int prompt, RandomGenerator random, int maxTokens) {
            this.prompt = prompt;
            this.random = random;
            this.tokens = new int[maxTokens];
            this.logProbs = new float[maxTokens];
        }
    }

    private final Decoder decoder;
    private final ModelConfig config;
    private final TokenSampler sampler;
    private final int maxTokens;
    private final Set<Integer> stopTokens;

    Generation(Decoder decoder, ModelConfig config, Set<Integer> stopTokens, TokenSampler sampler, int maxTokens) {
        this.decoder = decoder;
        this.config = config;
        this.stopTokens = stopTokens;
        this.sampler = sampler;
        this.maxTokens = maxTokens;
    }

    /**
     * Runs all rows to their end.
     *
     * @param parent owner of all memory taken, which is free again on return
     * @param allPrompts token ids of the prompts; shape [P][T], T may differ
     * @param rows the rows, those of one prompt behind one another; filled in place
     */
    void run(NDManager parent, List<int[]> allPrompts, List<Row> rows) {
        int firstPrompt = rows.get(0).prompt;
        List<int[]> prompts = allPrompts.subList(firstPrompt, rows.get(rows.size() - 1).prompt + 1);
        try (NDManager manager = parent.newSubManager()) {
            int promptLength = prompts.stream().mapToInt(p -> p.length).max().orElseThrow();
            int[] promptPadding =
                    prompts.stream().mapToInt(p -> promptLength - p.length).toArray();
            rows.forEach(row -> row.padding = promptPadding[row.prompt - firstPrompt]);
            boolean padded = prompts.stream().anyMatch(p -> p.length < promptLength);
            List<Row> alive = rows;
            KeyValueCache cache;
            NDArray next;
            try (NDManager prefill = manager.newSubManager()) {
                KeyValueCache shared = KeyValueCache.create(prefill, config, prompts.size(), promptLength);
                NDArray hidden = decoder.hidden(
                        promptIds(prefill, prompts, promptLength),
                        decoder.rotary().at(promptPositions(prefill, promptPadding, promptLength), promptLength),
                        promptMask(prefill, promptPadding, promptLength),
                        shared);
                shared.advance(promptLength);
                NDArray last = Slices.along(hidden, 1, promptLength - 1, promptLength, prefill)
                        .reshape(prompts.size(), config.hiddenSize());
                NDArray sources = prefill.create(
                        rows.stream().mapToLong(row -> row.prompt - firstPrompt).toArray());
                cache = shared.expand(manager, config, sources, promptLength + maxTokens - 1L);
                next = draw(Slices.rows(decoder.logits(last), sources), alive);
                next.attach(manager);
            }
            for (int t = 1; t < maxTokens; t++) {
                int[] staying = staying(alive);
                if (staying.length == 0) {
                    return;
                }
                if (alive.size() - staying.length >= DEPARTING_SHARE * alive.size()) {
                    try (NDArray indices =
                            manager.create(Arrays.stream(staying).asLongStream().toArray())) {
                        cache.retain(indices);
                        NDArray kept = Slices.rows(next, indices);
                        next.close();
                        next = kept;
                    }
                    List<Row> before = alive;
                    alive = Arrays.stream(staying).mapToObj(before::get).toList();
                }
                try (NDManager step = manager.newSubManager()) {
                    NDArray ids = next.reshape(alive.size(), 1);
                    ids.attach(step);
                    NDArray hidden = decoder.hidden(
                            ids,
                            decoder.rotary().at(stepPositions(step, alive, promptLength + t - 1), promptLength + t),
                            padded ? stepMask(step, alive, promptLength + t) : null,
                            cache);
                    cache.advance(1);
                    NDArray drawn = draw(decoder.logits(hidden.reshape(alive.size(), config.hiddenSize())), alive);
                    drawn.attach(manager);
                    next.close();
                    next = drawn;
                }
            }
        }
    }

    /** Draws a token for every row from logits [rows][V] and notes it in those that have not ended. */
    private NDArray draw(NDArray logits, List<Row> rows) {
        NDManager manager = logits.getManager();
        NDArray logProbs =
                sampler.restrict(logits, TensorLogitOps.forSampling()).logSoftmax(1);
        NDArray cumulative = logProbs.exp().cumSum(1);
        long vocabulary = logits.getShape().get(1);
        float[] uniforms = new float[rows.size()];
        for (int i = 0; i < uniforms.length; i++) {
            // 23 bits: the product with the total then always stays below the total in float32
            uniforms[i] = (rows.get(i).random.nextLong() >>> 41) * 0x1p-23f;
        }
        NDArray total = Slices.along(cumulative, 1, vocabulary - 1, vocabulary, manager);
        NDArray target = manager.create(uniforms, new Shape(rows.size(), 1)).mul(total);
        NDArray tokens = cumulative.lte(target).toType(DataType.INT64, false).sum(new int[] {1}, true);
        long[] drawn = tokens.toLongArray();
        float[] drawnLogProbs = logProbs.gather(tokens, 1).toFloatArray();
        for (int i = 0; i < drawn.length; i++) {
            Row row = rows.get(i);
            if (Float.isNaN(drawnLogProbs[i])) {
                throw new NonFiniteException("the policy's log-probabilities are NaN at token " + row.length
                        + " of a rollout of prompt " + row.prompt + " of the request");
            }
            if (!row.ended) {
                row.tokens[row.length] = (int) drawn[i];
                // rounding may leave a certain token a hair above 0
                row.logProbs[row.length] = Math.min(0, drawnLogProbs[i]);
                row.length++;
                row.ended = stopTokens.contains((int) drawn[i]);
            }
        }
        return tokens.reshape(rows.size());
    }

    private static int[] staying(List<Row> rows) {
        return IntStream.range(0, rows.size()).filter(i -> !rows.get(i).ended).toArray();
    }

    private static NDArray promptIds(NDManager manager, List<int[]> prompts, int length) {
        long[] ids = new long[prompts.size() * length];
        for (int p = 0; p < prompts.size(); p++) {
            int[] prompt = prompts.get(p);
            for (int t = 0; t < prompt.length; t++) {
                ids[p * length + length - prompt.length + t] = prompt[t];
            }
        }
        return manager.create(ids, new Shape(prompts.size(), length));
    }

    /** Positions count from each prompt's own first token; padding on the left gets position 0. */
    private static NDArray promptPositions(NDManager manager, int[] padding, int length) {
        long[] positions = new long[padding.length * length];
        for (int p = 0; p < padding.length; p++) {
            for (int t = 0; t < length; t++) {
                positions[p * length + t] = Math.max(0, t - padding[p]);
            }
        }
        return manager.create(positions, new Shape(padding.length, length));
    }

    /** Causal, and blind to padding; a padded position sees itself so that its softmax stays finite. */
    private static NDArray promptMask(NDManager manager, int[] padding, int length) {
        float[] mask = new float[padding.length * length * length];
        for (int p = 0; p < padding.length; p++) {
            for (int t = 0; t < length; t++) {
                for (int s = 0; s < length; s++) {
                    if (s > t || (s < padding[p] && s != t)) {
                        mask[(p * length + t) * length + s] = Float.NEGATIVE_INFINITY;
                    }
                }
            }
        }
        return manager.create(mask, new Shape(padding.length, 1, length, length));
    }

    private static NDArray stepPositions(NDManager manager, List<Row> rows, int column) {
        long[] positions = rows.stream().mapToLong(row -> column - row.padding).toArray();
        return manager.create(positions, new Shape(rows.size(), 1));
    }

    private static NDArray stepMask(NDManager manager, List<Row> rows, int columns) {
        float[] mask = new float[rows.size() * columns];
        for (int i = 0; i < rows.size(); i++) {
            Arrays.fill(mask, i * columns, i * columns + rows.get(i).padding, Float.NEGATIVE_INFINITY);
        }
        return manager.create(mask, new Shape(rows.size(), 1, 1, columns));
    }
}
