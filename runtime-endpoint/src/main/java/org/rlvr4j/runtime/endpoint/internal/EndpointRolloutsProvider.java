package org.rlvr4j.runtime.endpoint.internal;

import org.rlvr4j.api.learning.RolloutSource;
import org.rlvr4j.api.spi.RolloutSourceProvider;
import org.rlvr4j.runtime.endpoint.EndpointRolloutOptions;
import org.rlvr4j.runtime.endpoint.EndpointRollouts;

/** Provides rollouts of a server. */
public final class EndpointRolloutsProvider implements RolloutSourceProvider<EndpointRolloutOptions> {

    @Override
    public String id() {
        return "endpoint";
    }

    @Override
    public String description() {
        return "a server such as vLLM that holds the policy's base and gives token ids and log-probabilities; its weights"
                + " stay as they are";
    }

    @Override
    public Class<EndpointRolloutOptions> optionsType() {
        return EndpointRolloutOptions.class;
    }

    @Override
    public RolloutSource create(EndpointRolloutOptions options) {
        return new EndpointRollouts(options);
    }
}
