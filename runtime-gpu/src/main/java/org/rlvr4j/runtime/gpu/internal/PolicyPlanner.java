package org.rlvr4j.runtime.gpu.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rlvr4j.api.learning.AdapterOptions;
import org.rlvr4j.api.learning.DecoderSize;
import org.rlvr4j.api.learning.PolicyPlan;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.runtime.gpu.DjlOptions;
import org.rlvr4j.runtime.gpu.internal.safetensors.SafetensorsFolder;
import org.rlvr4j.runtime.gpu.internal.text.Tokenizer;

/** Says how a policy would be held, from its {@code config.json}. */
public final class PolicyPlanner {

    private static final int FLOAT_BYTES = 4;

    private PolicyPlanner() {}

    /**
     * Plans.
     *
     * @param options where and how to run
     * @param spec which policy, and how it will be trained
     * @return the plan
     * @throws IOException if {@code config.json} is missing or describes no decoder that is computed
     */
    public static PolicyPlan plan(DjlOptions options, PolicySpec spec) throws IOException {
        ModelFiles files = new ModelFiles(spec.model());
        ModelConfig config = ModelConfig.parse(files.bytes(ModelConfig.FILE), files.where(ModelConfig.FILE));
        DecoderSize size = size(config);
        boolean adapter = spec.adapter().kind() == AdapterOptions.Kind.LORA;
        boolean half = adapter && options.dtype() == DjlOptions.DataTypeChoice.BFLOAT16;
        return new PolicyPlan(
                size,
                // trained matrices are held in float32 whatever the type
                half ? FLOAT_BYTES / 2 : FLOAT_BYTES,
                FLOAT_BYTES,
                adapter ? adapterWeights(size, spec.adapter()) : size.weights(),
                // gradient and two moments, and an adapter itself
                (adapter ? 4 : 3) * FLOAT_BYTES,
                // the base of an adapter is its reference
                spec.loss().klCoefficient() > 0 && !adapter ? size.weights() : 0,
                options.recompute() == DjlOptions.Recompute.LAYERS,
                options.generationTokens(),
                options.microBatchTokens(),
                options.logitElements(),
                missing(spec.model()));
    }

    /** The weights of A [rank][inputs] and B [outputs][rank] of each adapted projection. */
    private static long adapterWeights(DecoderSize size, AdapterOptions adapter) {
        long queries = size.heads() * size.headSize();
        long keys = size.keyValueHeads() * size.headSize();
        long ofLayer = 0;
        for (String projection : adapter.projections()) {
            ofLayer += switch (projection) {
                case "q_proj", "o_proj" -> size.hidden() + queries;
                case "k_proj", "v_proj" -> size.hidden() + keys;
                default -> size.hidden() + size.feedForward();
            };
        }
        return ofLayer * size.layers() * adapter.rank();
    }

    /** What opening it would ask for and not find. */
    private static List<String> missing(String model) {
        List<String> missing = new ArrayList<>();
        if (!model.startsWith(ModelFiles.BUILTIN)) {
            Path folder = Path.of(model);
            if (!Files.isRegularFile(folder.resolve(SafetensorsFolder.SINGLE))
                    && !Files.isRegularFile(folder.resolve(SafetensorsFolder.INDEX))) {
                missing.add(SafetensorsFolder.SINGLE);
            }
            if (!Files.isRegularFile(folder.resolve(Tokenizer.FILE))) {
                missing.add(Tokenizer.FILE);
            }
        }
        return missing;
    }

    static DecoderSize size(ModelConfig config) {
        long headSize = config.headSize();
        long heads = config.heads();
        long keyValueHeads = config.keyValueHeads();
        ModelConfig.Biases biases = config.biases();
        long vectors = 2L * config.hiddenSize()
                + (config.queryKeyNorm() ? 2 * headSize : 0)
                + (biases.queryKeyValue() ? headSize * (heads + 2 * keyValueHeads) : 0)
                + (biases.attentionOutput() ? config.hiddenSize() : 0)
                + (biases.feedForward() ? 2L * config.feedForwardSize() + config.hiddenSize() : 0);
        return new DecoderSize(
                config.vocabularySize(),
                config.hiddenSize(),
                config.layers(),
                heads,
                keyValueHeads,
                headSize,
                config.feedForwardSize(),
                config.contextLength(),
                config.tiedHead(),
                vectors);
    }
}
