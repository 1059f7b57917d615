package org.rlvr4j.trackers.internal;

import org.rlvr4j.api.run.RunTracker;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.testkit.RunTrackerContract;
import org.rlvr4j.trackers.TensorBoardOptions;

class TensorBoardTrackerContractTest extends RunTrackerContract {

    @Override
    protected RunTracker tracker() {
        return new TensorBoardProvider()
                .create(OptionSchema.of(TensorBoardOptions.class).defaults());
    }
}
