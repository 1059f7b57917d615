/**
 * The vocabulary of reinforcement learning with verifiable rewards, and the service interfaces that strategies
 * implement. It depends on no framework.
 *
 * <p>Axis letters, used in every shape comment of the project: {@code P} problems, {@code n} rollouts of a group,
 * {@code D} sequences of a batch, {@code T} tokens, {@code V} vocabulary.
 *
 * <p>A strategy is found by {@link java.util.ServiceLoader} through one of the provider types in
 * {@link org.rlvr4j.api.spi}; each is also usable with {@code new} alone.
 */
module org.rlvr4j.api {
    requires static org.apiguardian.api;
    requires static transitive org.jspecify;

    exports org.rlvr4j.api;
    exports org.rlvr4j.api.data;
    exports org.rlvr4j.api.evaluation;
    exports org.rlvr4j.api.gate;
    exports org.rlvr4j.api.learning;
    exports org.rlvr4j.api.random;
    exports org.rlvr4j.api.rollout;
    exports org.rlvr4j.api.run;
    exports org.rlvr4j.api.spi;
    exports org.rlvr4j.api.verify;
}
