package org.rlvr4j.runtime.gpu.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.rlvr4j.api.learning.ModelShape;

/**
 * The shape of a decoder, as {@code config.json} of a Hugging Face folder gives it.
 *
 * @param architecture which decoder of Llama's shape
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
 * @param ropeScaling how the rotary frequencies are changed
 * @param tiedHead whether the output head is the embedding matrix
 * @param biases which linear maps have a bias
 * @param stopTokens ids of the tokens that end a response, as this file has them; may be empty
 */
record ModelConfig(
        Architecture architecture,
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
        RopeScaling ropeScaling,
        boolean tiedHead,
        Biases biases,
        List<Integer> stopTokens) {

    static final String FILE = "config.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Which linear maps have a bias: queries, keys and values; attention's output; the feed-forward layer's. */
    record Biases(boolean queryKeyValue, boolean attentionOutput, boolean feedForward) {}

    /** Reads and checks; all that is wrong is named at once. */
    static ModelConfig parse(byte[] json, String where) throws IOException {
        return new ModelConfigReader(json, where).read();
    }

    /** The configuration that {@link #newFile} describes. */
    static ModelConfig of(ModelShape shape, int vocabularySize, int stopToken) {
        try {
            return parse(newFile(shape, vocabularySize, stopToken), FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether queries and keys are normalised head by head. */
    boolean queryKeyNorm() {
        return architecture == Architecture.QWEN3;
    }

    /** A {@code config.json} of a new Llama. */
    static byte[] newFile(ModelShape shape, int vocabularySize, int stopToken) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.putArray("architectures").add(Architecture.LLAMA.className());
        root.put("model_type", Architecture.LLAMA.modelType());
        root.put("vocab_size", vocabularySize);
        root.put("hidden_size", shape.hiddenSize());
        root.put("intermediate_size", shape.feedForwardSize());
        root.put("num_hidden_layers", shape.layers());
        root.put("num_attention_heads", shape.heads());
        root.put("num_key_value_heads", shape.keyValueHeads());
        root.put("head_dim", shape.hiddenSize() / shape.heads());
        root.put("max_position_embeddings", shape.contextLength());
        root.put("rms_norm_eps", 1e-5);
        root.put("rope_theta", 10000.0);
        root.put("hidden_act", "silu");
        root.put("attention_bias", false);
        root.put("mlp_bias", false);
        root.put("tie_word_embeddings", true);
        root.put("eos_token_id", stopToken);
        root.putNull("bos_token_id");
        root.put("torch_dtype", "float32");
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }
}
