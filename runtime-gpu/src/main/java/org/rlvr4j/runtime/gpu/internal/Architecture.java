package org.rlvr4j.runtime.gpu.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The decoders that are computed, all of Llama's shape; SmolLM2 is a Llama by its {@code config.json}. */
enum Architecture {
    /** Llama (arXiv 2302.13971): biases where {@code attention_bias} and {@code mlp_bias} say so. */
    LLAMA("llama", "LlamaForCausalLM"),
    /** Qwen2 and Qwen2.5 (arXiv 2407.10671): always a bias of queries, keys and values, never another. */
    QWEN2("qwen2", "Qwen2ForCausalLM"),
    /** Qwen3 (arXiv 2505.09388): queries and keys are normalised head by head. */
    QWEN3("qwen3", "Qwen3ForCausalLM");

    private final String modelType;
    private final String className;

    Architecture(String modelType, String className) {
        this.modelType = modelType;
        this.className = className;
    }

    /** The name in {@code model_type}. */
    String modelType() {
        return modelType;
    }

    /** The name in {@code architectures}. */
    String className() {
        return className;
    }

    static Optional<Architecture> of(String modelType) {
        return Arrays.stream(values())
                .filter(a -> a.modelType.equals(modelType))
                .findAny();
    }

    static List<String> modelTypes() {
        return Arrays.stream(values()).map(Architecture::modelType).toList();
    }
}
