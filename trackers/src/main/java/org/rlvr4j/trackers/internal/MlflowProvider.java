package org.rlvr4j.trackers.internal;

import org.rlvr4j.api.run.RunTracker;
import org.rlvr4j.api.spi.RunTrackerProvider;
import org.rlvr4j.trackers.MlflowOptions;

/** Provides {@code mlflow}. */
public final class MlflowProvider implements RunTrackerProvider<MlflowOptions> {

    private final BackgroundTracking.Patience patience;

    /** Creates the provider. */
    public MlflowProvider() {
        this(BackgroundTracking.Patience.USUAL);
    }

    /** For tests, which need not wait as long. */
    MlflowProvider(BackgroundTracking.Patience patience) {
        this.patience = patience;
    }

    @Override
    public String id() {
        return "mlflow";
    }

    @Override
    public String description() {
        return "Sends metrics and the resolved recipe to an MLflow tracking server.";
    }

    @Override
    public Class<MlflowOptions> optionsType() {
        return MlflowOptions.class;
    }

    @Override
    public RunTracker create(MlflowOptions options) {
        return run -> new BackgroundTracking(id(), new MlflowSink(options, run), run, patience);
    }
}
