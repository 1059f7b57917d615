package org.rlvr4j.trackers.internal;

import org.rlvr4j.api.run.RunTracker;
import org.rlvr4j.testkit.RunTrackerContract;
import org.rlvr4j.trackers.MlflowOptions;

class MlflowTrackerContractTest extends RunTrackerContract {

    /** The usual one, but for the end: the server is not there, and each end would wait for it in vain. */
    private static final BackgroundTracking.Patience SHORT = BackgroundTracking.Patience.USUAL.closing(300);

    @Override
    protected RunTracker tracker() {
        return new MlflowProvider(SHORT).create(new MlflowOptions("http://127.0.0.1:9", "test"));
    }
}
