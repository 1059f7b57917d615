package org.rlvr4j.trackers.internal;

import java.io.IOException;
import java.util.List;

/** Where values go; every call is on one thread of its own and may take its time. */
interface Sink {

    /**
     * Makes ready for a run.
     *
     * @param completed steps that were complete when the run started or went on
     * @throws IOException if the other side does not answer; it is tried again later
     */
    void open(long completed) throws IOException;

    /**
     * Delivers values, in order.
     *
     * @throws IOException if not all arrived; the same list is tried again later
     */
    void send(List<Values> values) throws IOException;

    /**
     * Ends the run.
     *
     * @param finished whether it reached its last step
     */
    void close(boolean finished) throws IOException;
}
