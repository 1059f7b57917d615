package org.rlvr4j.runtime.endpoint;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.function.Consumer;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.RolloutSource;
import org.rlvr4j.api.rollout.RolloutEngine;
import org.rlvr4j.runtime.endpoint.internal.EndpointRolloutEngine;
import org.rlvr4j.runtime.endpoint.internal.Surroundings;

/**
 * Training rollouts from a server that holds the policy's base.
 *
 * <p>Nothing updates the server's weights while the policy is trained, so its rollouts are more off-policy with each step:
 * importance weights correct the expectation, and their variance grows (see {@link
 * org.rlvr4j.api.learning.LossOptions.Importance}). Each step's {@link org.rlvr4j.api.learning.ImportanceReport} says how
 * far the two have drifted apart.
 *
 * <p>Prompts are sent as the policy's token ids and rollouts are made of the ids that the server drew, so no text is encoded
 * twice. What would make a rollout's log-probabilities wrong is refused: a server without ids or log-probabilities, one that
 * leaves the stop token out, ids that the policy does not know, and at the start a model whose log-probabilities are not the
 * policy's. A rollout that fails ends the training; leaving it out would favour rollouts that do not fail.
 */
public final class EndpointRollouts implements RolloutSource {

    private final EndpointRolloutOptions options;

    /**
     * Creates the source; the server is asked when it is opened.
     *
     * @param options which server
     */
    public EndpointRollouts(EndpointRolloutOptions options) {
        this.options = options;
    }

    @Override
    public RolloutEngine open(PolicyRuntime policy, Consumer<String> notices) throws IOException {
        try {
            return EndpointRolloutEngine.open(options, policy, notices, Surroundings.ofThisMachine());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the server was asked");
        }
    }
}
