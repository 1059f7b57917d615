package org.rlvr4j.runtime.endpoint.internal;

/**
 * How a server is told that something is off. Servers have defaults of their own for what a request leaves out (llama.cpp
 * cuts off at top-k 40 and min-p 0.05, vLLM does what the model's generation_config.json says), so that leaving it out
 * would not be the distribution that was asked for. But not all know these parameters, or the same value for off.
 */
enum NeutralValues {
    /** {@code top_k} of 0: vLLM and llama.cpp. */
    ZERO,
    /** {@code top_k} of −1: SGLang. */
    MINUS_ONE,
    /** They are left out: hosted services that know none of them. */
    OMITTED;

    /** The value of {@code top_k} that keeps all. */
    int topK() {
        return this == MINUS_ONE ? -1 : 0;
    }
}
