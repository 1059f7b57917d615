package org.rlvr4j.api.spi;

import java.io.IOException;
import java.util.OptionalInt;

/** A command that runs on some machine or waits for one. */
public interface PlacedRun {

    /**
     * Tells whether it has ended.
     *
     * @return its exit code; empty while it runs or waits
     * @throws IOException if it cannot run there; the message says why
     */
    OptionalInt exitCode() throws IOException;

    /** Asks it to save what it has and to end; does nothing where it has ended. */
    void stop();
}
