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
        boolean adapted = spec.adapter().kind() == AdapterOptions.Kind.LORA;
        return new PolicyPlan(
                size,
                // what is trained is held in float32 whatever its products are rounded to
                adapted && options.dtype() == DjlOptions.DataTypeChoice.BFLOAT16 ? Short.BYTES : FLOAT_BYTES,
                FLOAT_BYTES,
                adapted ? adapterWeights(size, spec.adapter()) : size.weights(),
                // gradient and two moments
                3 * FLOAT_BYTES,
                // with an adapter the reference is the base itself
                spec.loss().klCoefficient() > 0 && !adapted ? size.weights() : 0,
                options.recompute() == DjlOptions.Recompute.LAYERS,
                options.generationTokens(),
                options.microBatchTokens(),
                options.logitElements(),
                missing(spec.model()));
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

    private static long adapterWeights(DecoderSize size, AdapterOptions adapter) {
        long queries = size.heads() * size.headSize();
        long keys = size.keyValueHeads() * size.headSize();
        long inputsAndOutputs = 0;
        for (String projection : adapter.projections()) {
            inputsAndOutputs += switch (projection) {
                case "q_proj", "o_proj" -> size.hidden() + queries;
                case "k_proj", "v_proj" -> size.hidden() + keys;
                case "gate_proj", "up_proj", "down_proj" -> size.hidden() + size.feedForward();
                default -> throw new IllegalArgumentException("there is no projection " + projection);
            };
        }
        return inputsAndOutputs * size.layers() * adapter.rank();
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
