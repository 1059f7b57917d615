package org.rlvr4j.api.run;

/** Sends what a run reports to a place outside of it, such as a tracking server. */
public interface RunTracker {

    /**
     * Begins to track a run. It returns at once, whatever state the other side is in.
     *
     * @param run which run
     * @return receives the run's events
     */
    Tracking track(TrackedRun run);

    /** The tracking of one run. It neither throws nor waits: a tracker that is down must not harm training. */
    interface Tracking extends RunRecorder, AutoCloseable {

        /** Delivers what is left, for a few seconds at most. */
        @Override
        void close();
    }
}
