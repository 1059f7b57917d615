package org.rlvr4j.runtime.endpoint;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Options of training rollouts that come from a server.
 *
 * @param server which server and model
 * @param mostDifference how far the server's model may be from the policy at the start
 */
public record EndpointRolloutOptions(
        @Option(
                "which server and model, with api = completions: the policy lays prompts out itself and sends token ids;"
                        + " the server must give token ids and log-probabilities, as vLLM does")
        EndpointOptions server,

        @Option(
                value = "most that the log-probability of a token may differ between server and policy at the start of"
                        + " training, in nats, on average; above 0; a server with the policy's own weights differs by"
                        + " rounding, a quantised one by some tenths, another model by more",
                defaultsTo = "0.5")
        double mostDifference) {

    /** Checks. */
    public EndpointRolloutOptions {
        new OptionChecks()
                .that(
                        server.api() == EndpointOptions.Api.COMPLETIONS,
                        "server.api",
                        "chat",
                        "must be completions: the policy lays prompts out itself, and sends them as token ids")
                .that(
                        server.extraBody().isBlank(),
                        "server.extra-body",
                        "(not shown)",
                        "must be empty: it might change from which distribution rollouts are drawn")
                .that(
                        mostDifference > 0 && Double.isFinite(mostDifference),
                        "most-difference",
                        mostDifference,
                        "must be finite and above 0")
                .orThrow();
    }
}
