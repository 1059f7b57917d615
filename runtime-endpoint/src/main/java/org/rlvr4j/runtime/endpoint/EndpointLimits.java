package org.rlvr4j.runtime.endpoint;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * How long, how often, how much at once and how large.
 *
 * @param concurrency most requests at one time
 * @param connectSeconds how long a connection may take
 * @param requestSeconds how long one request may take, its whole answer included
 * @param attempts how often one request is tried
 * @param backoffSeconds scale of the waits between attempts
 * @param maxWaitSeconds longest wait between attempts
 * @param responseBytes largest answer
 * @param giveUpAfter failures in a row after which nothing more is asked
 */
public record EndpointLimits(
        @Option(
                value =
                        "most requests at one time; fewer are sent while the server is slow or refuses: the number doubles"
                                + " at first, then grows by one, and halves after 429, 503 and time-outs; from 1 to 4096",
                defaultsTo = "64")
        int concurrency,

        @Option(value = "seconds that making a connection may take; above 0", defaultsTo = "10")
        double connectSeconds,

        @Option(
                value = "seconds that one request may take until the last byte of its answer, however slowly they come;"
                        + " above 0",
                defaultsTo = "600")
        double requestSeconds,

        @Option(
                value = "how often a request is tried where the server is busy, broken or gone; at least 1",
                defaultsTo = "6")
        int attempts,

        @Option(
                value =
                        "before the i-th further attempt, wait a random time between 0 and this times 2^i seconds; above 0",
                defaultsTo = "0.5")
        double backoffSeconds,

        @Option(
                value = "longest wait between attempts in seconds, also where the server asks for more (Retry-After);"
                        + " above 0",
                defaultsTo = "60")
        double maxWaitSeconds,

        @Option(value = "largest answer that is read, in bytes; at least 1024", defaultsTo = "8388608")
        int responseBytes,

        @Option(
                value =
                        "after so many failures in a row, each after all its attempts, the rest is not asked; filtered answers"
                                + " and prompts that are too long do not count; at least 1",
                defaultsTo = "20")
        int giveUpAfter) {

    private static final double LONGEST = 86_400;

    /** Checks ranges. */
    public EndpointLimits {
        OptionChecks checks = new OptionChecks()
                .that(concurrency >= 1 && concurrency <= 4096, "concurrency", concurrency, "must be from 1 to 4096")
                .that(attempts >= 1 && attempts <= 100, "attempts", attempts, "must be from 1 to 100")
                .that(responseBytes >= 1024, "response-bytes", responseBytes, "must be at least 1024")
                .that(giveUpAfter >= 1, "give-up-after", giveUpAfter, "must be at least 1");
        seconds(checks, "connect-seconds", connectSeconds);
        seconds(checks, "request-seconds", requestSeconds);
        seconds(checks, "backoff-seconds", backoffSeconds);
        seconds(checks, "max-wait-seconds", maxWaitSeconds);
        checks.orThrow();
    }

    private static void seconds(OptionChecks checks, String key, double value) {
        checks.that(value > 0 && value <= LONGEST, key, value, "must be above 0 and at most 86400");
    }
}
