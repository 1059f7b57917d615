package org.rlvr4j.runtime.gpu.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rlvr4j.api.learning.DecoderSize;
import org.rlvr4j.api.learning.PolicyPlan;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.runtime.gpu.DjlOptions;

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
        return new PolicyPlan(
                size,
                FLOAT_BYTES,
                size.weights(),
                // gradient and two moments
                3 * FLOAT_BYTES,
                spec.loss().klCoefficient() > 0 ? size.weights() : 0,
                false,
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
            if (!Files.isRegularFile(folder.resolve(ModelFiles.WEIGHTS))
                    && !Files.isRegularFile(folder.resolve(ModelFiles.WEIGHTS + ".index.json"))) {
                missing.add(ModelFiles.WEIGHTS);
            }
            if (!Files.isRegularFile(folder.resolve(CharTokenizer.FILE))) {
                missing.add(CharTokenizer.FILE);
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
