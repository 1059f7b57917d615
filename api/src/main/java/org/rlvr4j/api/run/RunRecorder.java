package org.rlvr4j.api.run;

/** Receives every event of a run, in order, on the run's own thread. */
@FunctionalInterface
public interface RunRecorder {

    /**
     * Takes note of an event; returns quickly.
     *
     * @param event what happened
     */
    void record(RunEvent event);
}
