package org.rlvr4j.runtime.gpu.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.rlvr4j.api.learning.ModelShape;

/**
 * The shape of a Llama decoder, as {@code config.json} of a Hugging Face folder gives it.
 *
 * @param vocabularySize V
 * @param hiddenSize C
 * @param layers transformer blocks
 * @param heads H, query heads
 * @param keyValueHeads G, key/value heads
 * @param headSize width of a head
 * @param feedForwardSize F, width of the SwiGLU layer
 * @param contextLength longest sequence
 * @param normEpsilon ε of RMSNorm
 * @param ropeTheta base of the rotary frequencies
 * @param tiedHead whether the output head is the embedding matrix
 * @param stopToken id of the token that ends a response
 */
record ModelConfig(
        int vocabularySize,
        int hiddenSize,
        int layers,
        int heads,
        int keyValueHeads,
        int headSize,
        int feedForwardSize,
        int contextLength,
        double normEpsilon,
        double ropeTheta,
        boolean tiedHead,
        int stopToken) {

    static final String FILE = "config.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    static ModelConfig of(ModelShape shape, int vocabularySize, int stopToken) {
        return new ModelConfig(
                vocabularySize,
                shape.hiddenSize(),
                shape.layers(),
                shape.heads(),
                shape.keyValueHeads(),
                shape.hiddenSize() / shape.heads(),
                shape.feedForwardSize(),
                shape.contextLength(),
                1e-5,
                10000,
                true,
                stopToken);
    }

    /** Reads and checks; all that is wrong is named at once. */
    static ModelConfig parse(byte[] json, String where) throws IOException {
        return new ModelConfigReader(json, where).read();
    }

    byte[] toJson() throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.putArray("architectures").add("LlamaForCausalLM");
        root.put("model_type", "llama");
        root.put("vocab_size", vocabularySize);
        root.put("hidden_size", hiddenSize);
        root.put("intermediate_size", feedForwardSize);
        root.put("num_hidden_layers", layers);
        root.put("num_attention_heads", heads);
        root.put("num_key_value_heads", keyValueHeads);
        root.put("head_dim", headSize);
        root.put("max_position_embeddings", contextLength);
        root.put("rms_norm_eps", normEpsilon);
        root.put("rope_theta", ropeTheta);
        root.put("hidden_act", "silu");
        root.put("attention_bias", false);
        root.put("mlp_bias", false);
        root.put("tie_word_embeddings", tiedHead);
        root.put("eos_token_id", stopToken);
        root.putNull("bos_token_id");
        root.put("torch_dtype", "float32");
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }
}
