package org.rlvr4j.trackers.internal;

import org.rlvr4j.api.run.RunTracker;
import org.rlvr4j.api.spi.RunTrackerProvider;
import org.rlvr4j.trackers.TensorBoardOptions;

/** Provides {@code tensorboard}. */
public final class TensorBoardProvider implements RunTrackerProvider<TensorBoardOptions> {

    private final BackgroundTracking.Patience patience;

    /** Creates the provider. */
    public TensorBoardProvider() {
        this(BackgroundTracking.Patience.USUAL);
    }

    /** For tests, which need not wait as long. */
    TensorBoardProvider(BackgroundTracking.Patience patience) {
        this.patience = patience;
    }

    @Override
    public String id() {
        return "tensorboard";
    }

    @Override
    public String description() {
        return "Writes event files that TensorBoard reads.";
    }

    @Override
    public Class<TensorBoardOptions> optionsType() {
        return TensorBoardOptions.class;
    }

    @Override
    public RunTracker create(TensorBoardOptions options) {
        return run -> new BackgroundTracking(
                id(), new TensorBoardSink(run.folder().resolve(options.directory())), run, patience);
    }
}
