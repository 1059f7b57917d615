/**
 * The policy on DJL and PyTorch: models, generation, loss, optimiser, checkpoints; on CUDA where the engine finds it, else
 * on the CPU. Every choice of device is made here.
 */
module org.rlvr4j.runtime.gpu {
    requires static org.apiguardian.api;
    requires transitive org.rlvr4j.api;
    requires ai.djl.api;
    requires ai.djl.tokenizers;
    requires com.fasterxml.jackson.databind;
    requires jdk.unsupported;

    exports org.rlvr4j.runtime.gpu;
    exports org.rlvr4j.runtime.gpu.shard;

    provides org.rlvr4j.api.spi.PolicyRuntimeProvider with
            org.rlvr4j.runtime.gpu.DjlRuntimeProvider;
}
