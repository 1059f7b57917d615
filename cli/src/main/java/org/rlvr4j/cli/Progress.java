package org.rlvr4j.cli;

import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.api.learning.StepReport;
import org.rlvr4j.api.run.BatchReport;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.api.run.RunRecorder;

/** Shows how work goes on: bars where the output is a terminal, a plain line now and then where it is not. */
final class Progress implements RunRecorder, AutoCloseable {

    private static final long PLAIN_LINE_NANOS = 10_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private final String title;
    private @Nullable ProgressBar bar;
    private String task = "";
    private long lastLine;

    /**
     * Shows on standard error; whether that is a terminal the launcher says, for Java 17 knows of standard output only.
     *
     * @param title what is going on, such as the run's name
     */
    Progress(String title) {
        this.out = System.err;
        this.terminal = Boolean.getBoolean("rlvr4j.terminal");
        this.title = title;
    }

    @Override
    public void record(RunEvent event) {
        if (event instanceof RunEvent.Started started) {
            if (started.step() > 0) {
                say("goes on after step " + started.step());
            }
        } else if (event instanceof RunEvent.StepCompleted completed) {
            show("training", completed.step(), completed.steps(), step(completed.batch(), completed.update()));
        } else if (event instanceof RunEvent.EvaluationProgress progress) {
            show("evaluating", progress.done(), progress.total(), "samples");
        } else if (event instanceof RunEvent.Evaluated evaluated) {
            end();
            Curve curve = evaluated.curves().get(0);
            StringBuilder line = new StringBuilder("after step " + evaluated.step() + ": " + curve.metric());
            for (Curve.Point point : curve.points()) {
                line.append(String.format(Locale.ROOT, "  %d: %.3f", point.k(), point.value()));
            }
            say(line.toString());
        } else if (event instanceof RunEvent.Notice notice) {
            say("note at step " + notice.step() + ": " + Escape.controls(notice.message()));
        }
    }

    void pretrained(StepReport report, long step, long steps) {
        show(
                "pre-training",
                step,
                steps,
                String.format(Locale.ROOT, "loss %.3f  entropy %.2f", report.loss(), report.entropy()));
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

    private void show(String name, long done, long total, String detail) {
        if (terminal) {
            if (bar == null || !task.equals(name)) {
                end();
                bar = new ProgressBarBuilder()
                        .setTaskName(title + " " + name)
                        .setInitialMax(total)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(250)
                        .continuousUpdate()
                        .build();
            }
            bar.stepTo(done);
            bar.setExtraMessage(" " + detail);
        } else if (!task.equals(name) || done == total || System.nanoTime() - lastLine > PLAIN_LINE_NANOS) {
            lastLine = System.nanoTime();
            say(name + " " + done + "/" + total + "  " + detail);
        }
        task = name;
    }

    private void say(String line) {
        end();
        out.println(title + ": " + line);
    }

    private void end() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    @Override
    public void close() {
        end();
    }
}
