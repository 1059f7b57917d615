package org.rlvr4j.runtime.gpu.internal;

import java.util.Map;
import java.util.TreeMap;
import org.rlvr4j.api.rollout.LogitOps;
import org.rlvr4j.api.rollout.TokenSampler;

/** Token samplers for tests; those of the product live in a module that this one does not see. */
final class Samplers {

    static final TokenSampler GREEDY = new Greedy();

    private record Greedy() implements TokenSampler {
        @Override
        public <L> L restrict(L logits, LogitOps<L> ops) {
            return ops.keepTopK(logits, 1);
        }
    }

    private record Restricted(double temperature, int topK, double topP, double minP) implements TokenSampler {
        @Override
        public <L> L restrict(L logits, LogitOps<L> ops) {
            L divided = ops.divide(logits, temperature);
            return ops.keepMinP(ops.keepTopP(ops.keepTopK(divided, topK), topP), minP);
        }
    }

    private Samplers() {}

    static TokenSampler of(double temperature, int topK, double topP, double minP) {
        return new Restricted(temperature, topK, topP, minP);
    }

    /** One of each kind, and all together. */
    static Map<String, TokenSampler> all() {
        return new TreeMap<>(Map.of(
                "unchanged", TokenSampler.UNCHANGED,
                "temperature", of(0.6, 100, 1, 0),
                "top-k", of(1, 4, 1, 0),
                "top-p", of(1, 100, 0.8, 0),
                "min-p", of(1, 100, 1, 0.1),
                "chain", of(0.7, 8, 0.9, 0.05)));
    }
}
