package org.rlvr4j.runtime.gpu;

import java.io.Serializable;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Where the policy runs and how much memory it may take.
 *
 * @param device which device
 * @param threads threads of the engine
 * @param generationTokens bound on a generation batch
 * @param microBatchTokens bound on a training micro-batch
 * @param logitElements bound on the logits held at once
 * @param recompute which activations are computed twice instead of kept
 * @param dtype in which numbers weight matrices are
 */
public record DjlOptions(
        @Option(value = "auto (the first CUDA device, else the CPU), cpu, or cuda", defaultsTo = "auto")
        DeviceChoice device,

        @Option(value = "threads of the engine's operations on the CPU; 0 takes every core", defaultsTo = "0")
        int threads,

        @Option(
                value = "a generation batch has at most this many tokens (rows x longest sequence); at least 1",
                defaultsTo = "32768")
        int generationTokens,

        @Option(
                value = "a training micro-batch has at most this many tokens, padding included (a single longer"
                        + " sequence is allowed); at least 1",
                defaultsTo = "4096")
        int microBatchTokens,

        @Option(
                value = "at most this many logits are held at once in training, at least one token's",
                defaultsTo = "16777216")
        long logitElements,

        @Option(
                value =
                        "none (all activations of a micro-batch are kept for the backward pass) or layers (those between"
                                + " layers are, the others are computed a second time: about a third more work for the"
                                + " activations of one layer)",
                defaultsTo = "none")
        Recompute recompute,

        @Option(
                value =
                        "numbers of the weight matrices: float32, or bfloat16 (matrices that are not trained are held in it;"
                                + " trained ones are held in float32 and rounded in each product). Activations, sums and the"
                                + " optimiser are float32",
                defaultsTo = "float32")
        DataTypeChoice dtype)
        implements Serializable {

    /** Numbers of weight matrices. */
    public enum DataTypeChoice {
        /** 32 bits. */
        FLOAT32,
        /** The upper 16 bits of a float32. */
        BFLOAT16
    }

    /** Which activations are recomputed in the backward pass. */
    public enum Recompute {
        /** None. */
        NONE,
        /** Those inside each layer. */
        LAYERS
    }

    /** Which device to run on. */
    public enum DeviceChoice {
        /** The first CUDA device if the engine finds one, else the CPU. */
        AUTO,
        /** The CPU. */
        CPU,
        /** The first CUDA device. */
        CUDA
    }

    /** Checks ranges. */
    public DjlOptions {
        new OptionChecks()
                .that(threads >= 0 && threads <= 1024, "threads", threads, "must be between 0 and 1024")
                .that(generationTokens >= 1, "generation-tokens", generationTokens, "must be at least 1")
                .that(microBatchTokens >= 1, "micro-batch-tokens", microBatchTokens, "must be at least 1")
                .that(logitElements >= 1, "logit-elements", logitElements, "must be at least 1")
                .orThrow();
    }
}
