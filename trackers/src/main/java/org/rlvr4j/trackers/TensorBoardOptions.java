package org.rlvr4j.trackers;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Options of the TensorBoard tracker.
 *
 * @param directory where event files go
 */
public record TensorBoardOptions(
        @Option(value = "folder of the event files, within the run's folder", defaultsTo = "tensorboard")
        String directory) {

    /**
     * Checks.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException if the folder is not within the run's
     */
    public TensorBoardOptions {
        new OptionChecks()
                .that(
                        directory.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}"),
                        "directory",
                        directory,
                        "must be a folder's name of letters, digits, dots, hyphens and underscores")
                .orThrow();
    }
}
