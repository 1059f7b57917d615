package org.rlvr4j.trackers.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.api.learning.ImportanceReport;
import org.rlvr4j.api.learning.StepReport;
import org.rlvr4j.api.run.BatchReport;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.api.run.TrackedRun;

/** What runs report. */
final class Events {

    static final int STEPS = 20;

    private Events() {}

    static TrackedRun run(Path folder, Consumer<String> said) {
        return new TrackedRun("mine", folder, Map.of("gate.id", "bbg", "long", "x".repeat(9000)), said);
    }

    static RunEvent step(long step) {
        return new RunEvent.StepCompleted(
                step,
                STEPS,
                new BatchReport(1, 2, 2, 2, 16, 4, 0, 0, 5, 0.25, 0.125, List.of()),
                new StepReport(1.0 / step, 0.5, 0, Double.NaN, 0, 1, 1e-4, 8, 100, 0.5, ImportanceReport.NOT_MEASURED));
    }

    static RunEvent evaluation(long step) {
        return new RunEvent.Evaluated(
                step,
                4,
                List.of(new Curve(
                        "pass@k",
                        0.95,
                        List.of(new Curve.Point(1, 0.25, 0.1, 0.3), new Curve.Point(4, 0.5, 0.4, 0.6)))),
                List.of());
    }
}
