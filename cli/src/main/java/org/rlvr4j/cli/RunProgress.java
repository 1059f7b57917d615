package org.rlvr4j.cli;

import java.util.Locale;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.api.learning.StepReport;
import org.rlvr4j.api.run.BatchReport;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.api.run.RunRecorder;

/** Shows the events of a run as they come. */
final class RunProgress implements RunRecorder {

    /** The tasks of a run, as {@link ProgressLine#task} names them. */
    static final String TRAINING = "training";

    static final String EVALUATING = "evaluating";

    private final Progress progress;

    RunProgress(Progress progress) {
        this.progress = progress;
    }

    @Override
    public void record(RunEvent event) {
        if (event instanceof RunEvent.Started started) {
            if (started.step() > 0) {
                progress.say("goes on after step " + started.step());
            }
        } else if (event instanceof RunEvent.StepCompleted completed) {
            progress.show(new ProgressLine(
                    TRAINING, completed.step(), completed.steps(), step(completed.batch(), completed.update())));
        } else if (event instanceof RunEvent.EvaluationProgress evaluation) {
            progress.show(new ProgressLine(EVALUATING, evaluation.done(), evaluation.total(), "samples"));
        } else if (event instanceof RunEvent.Evaluated evaluated) {
            progress.say("after step " + evaluated.step() + ": "
                    + points(evaluated.curves().get(0)));
        } else if (event instanceof RunEvent.Notice notice) {
            progress.say("note at step " + notice.step() + ": " + notice.message());
        } else if (event instanceof RunEvent.GuardTripped tripped) {
            progress.say("GUARD " + tripped.guard() + " at step " + tripped.step() + " (" + tripped.action() + "): "
                    + tripped.message());
        } else if (event instanceof RunEvent.RolledBack back) {
            progress.say("rollback " + back.number() + ": " + back.message());
        }
    }

    private static String step(BatchReport batch, StepReport update) {
        return String.format(
                Locale.ROOT,
                "correct %.3f  groups %d/%d in %d wave(s)  loss %.3f  entropy %.2f",
                batch.successRate(),
                batch.active(),
                batch.target(),
                batch.waves(),
                update.loss(),
                update.entropy());
    }

    private static String points(Curve curve) {
        StringBuilder line = new StringBuilder(curve.metric());
        for (Curve.Point point : curve.points()) {
            line.append(String.format(Locale.ROOT, "  %d: %.3f", point.k(), point.value()));
        }
        return line.toString();
    }
}
