package org.rlvr4j.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.api.run.RunRecorder;
import org.rlvr4j.api.run.RunTracker;
import org.rlvr4j.api.run.TrackedRun;
import org.rlvr4j.trainer.config.TrainingRecipe;

/** A run's trackers, from its start to its end. */
final class Trackings implements RunRecorder, AutoCloseable {

    private final List<RunTracker.Tracking> trackings;

    private Trackings(List<RunTracker.Tracking> trackings) {
        this.trackings = trackings;
    }

    /**
     * Begins to track a run with the trackers of its recipe.
     *
     * @param recipe the recipe
     * @param folder the run's folder
     * @param said receives what a person should know of a tracker
     */
    static Trackings of(TrainingRecipe recipe, Path folder, Consumer<String> said) {
        if (recipe.trackers().isEmpty()) {
            return new Trackings(List.of());
        }
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        TrackedRun run = new TrackedRun(name, folder, recipe.parameters(), said);
        return new Trackings(
                recipe.trackers().stream().map(tracker -> tracker.track(run)).toList());
    }

    @Override
    public void record(RunEvent event) {
        trackings.forEach(tracking -> tracking.record(event));
    }

    @Override
    public void close() {
        trackings.forEach(RunTracker.Tracking::close);
    }
}
