package org.rlvr4j.api.spi;

import java.io.IOException;

/** Machines that run whole commands. */
public interface RunPlacement extends AutoCloseable {

    /**
     * Has a command run on some machine as soon as one is free.
     *
     * @param command what to run
     * @return its run
     * @throws IOException if the machines cannot be asked
     */
    PlacedRun start(PlacedCommand command) throws IOException;

    /** Gives the machines back; what runs there is asked to end. */
    @Override
    void close();
}
