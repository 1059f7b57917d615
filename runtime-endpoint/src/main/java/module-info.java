/** Answers and rollouts of models behind OpenAI-compatible servers. */
module org.rlvr4j.runtime.endpoint {
    requires com.fasterxml.jackson.databind;
    requires java.net.http;
    requires transitive org.rlvr4j.api;

    exports org.rlvr4j.runtime.endpoint;

    provides org.rlvr4j.api.spi.RolloutSourceProvider with
            org.rlvr4j.runtime.endpoint.internal.EndpointRolloutsProvider;
}
