package org.rlvr4j.api.learning;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * The shape of a Llama-like decoder with a character tokenizer, for making a new policy.
 *
 * @param layers transformer blocks
 * @param hiddenSize width C
 * @param heads query heads
 * @param keyValueHeads key/value heads, each shared by heads / keyValueHeads query heads
 * @param feedForwardSize width of the SwiGLU layer
 * @param contextLength longest sequence
 */
public record ModelShape(
        @Option(value = "transformer blocks; at least 1", defaultsTo = "3")
        int layers,

        @Option(value = "width; a multiple of heads, with an even width a head", defaultsTo = "64")
        int hiddenSize,

        @Option(value = "query heads; at least 1", defaultsTo = "4")
        int heads,

        @Option(value = "key/value heads; divides heads", defaultsTo = "4")
        int keyValueHeads,

        @Option(value = "width of the SwiGLU layer; at least 1", defaultsTo = "172")
        int feedForwardSize,

        @Option(value = "longest sequence in tokens; at least 2", defaultsTo = "64")
        int contextLength) {

    /** Checks ranges. */
    public ModelShape {
        boolean headsOk = heads >= 1;
        new OptionChecks()
                .that(layers >= 1, "layers", layers, "must be at least 1")
                .that(headsOk, "heads", heads, "must be at least 1")
                .that(
                        headsOk && hiddenSize >= 1 && hiddenSize % heads == 0 && hiddenSize / heads % 2 == 0,
                        "hidden-size",
                        hiddenSize,
                        "must be an even multiple of heads")
                .that(
                        headsOk && keyValueHeads >= 1 && heads % keyValueHeads == 0,
                        "key-value-heads",
                        keyValueHeads,
                        "must divide heads")
                .that(feedForwardSize >= 1, "feed-forward-size", feedForwardSize, "must be at least 1")
                .that(contextLength >= 2, "context-length", contextLength, "must be at least 2")
                .orThrow();
    }
}
