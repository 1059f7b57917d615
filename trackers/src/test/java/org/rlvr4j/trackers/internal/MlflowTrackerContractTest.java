package org.rlvr4j.trackers.internal;

import org.rlvr4j.api.run.RunTracker;
import org.rlvr4j.testkit.RunTrackerContract;
import org.rlvr4j.trackers.MlflowOptions;

class MlflowTrackerContractTest extends RunTrackerContract {

    @Override
    protected RunTracker tracker() {
        return new MlflowProvider().create(new MlflowOptions("http://127.0.0.1:9", "test"));
    }
}
