package org.rlvr4j.trackers.internal;

import org.rlvr4j.api.run.RunTracker;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.testkit.RunTrackerContract;
import org.rlvr4j.trackers.TensorBoardOptions;

class TensorBoardTrackerContractTest extends RunTrackerContract {

    /** The usual one, but for the end, which waits in vain where the folder cannot be written. */
    private static final BackgroundTracking.Patience SHORT = BackgroundTracking.Patience.USUAL.closing(1000);

    @Override
    protected RunTracker tracker() {
        return new TensorBoardProvider(SHORT)
                .create(OptionSchema.of(TensorBoardOptions.class).defaults());
    }
}
