package org.rlvr4j.trackers;

import java.net.URI;
import java.net.URISyntaxException;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Options of the MLflow tracker.
 *
 * @param uri the tracking server
 * @param experiment the experiment's name
 */
public record MlflowOptions(
        @Option("the tracking server, such as http://127.0.0.1:5000")
        String uri,

        @Option(value = "name of the experiment, made where it is missing", defaultsTo = "rlvr4j")
        String experiment) {

    /**
     * Checks.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException naming the option
     */
    public MlflowOptions {
        new OptionChecks()
                .that(
                        isServer(uri),
                        "uri",
                        uri,
                        "must be http:// or https:// with a host, and hold no user or password")
                .that(!experiment.isBlank(), "experiment", experiment, "must not be empty")
                .orThrow();
    }

    private static boolean isServer(String uri) {
        try {
            URI parsed = new URI(uri);
            return ("http".equals(parsed.getScheme()) || "https".equals(parsed.getScheme()))
                    && parsed.getHost() != null
                    && parsed.getUserInfo() == null
                    && parsed.getQuery() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
