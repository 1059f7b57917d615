package org.rlvr4j.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how work goes on: bars where the output is a terminal, a plain line now and then where it is not. */
final class Progress implements AutoCloseable {

    /** Set by the launcher, for Java 17 itself cannot tell whether standard error is a terminal. */
    private static final String TERMINAL = "rlvr4j.terminal";

    /** Seconds between plain lines. */
    static final String INTERVAL = "rlvr4j.progress.seconds";

    private static final int DEFAULT_INTERVAL_SECONDS = 10;
    private static final int BAR_MILLIS = 250;

    private final PrintWriter out;
    private final boolean terminal;
    private final long intervalNanos;
    private final String title;
    private @Nullable ProgressBar bar;
    private String task = "";
    private long lastLine;

    /**
     * Shows on standard error.
     *
     * @param title what is going on, such as the run's name
     * @param out standard error
     */
    Progress(String title, PrintWriter out) {
        this.out = out;
        this.terminal = Boolean.getBoolean(TERMINAL);
        this.intervalNanos = 1_000_000_000L * Integer.getInteger(INTERVAL, DEFAULT_INTERVAL_SECONDS);
        this.title = Escape.line(title);
    }

    /** Shows how far a task is; a new task begins a new bar. */
    void show(ProgressLine now) {
        boolean begins = !task.equals(now.task());
        task = now.task();
        if (terminal) {
            ProgressBar shown = begins || bar == null ? begin(now) : bar;
            shown.stepTo(now.done());
            shown.setExtraMessage(" " + Escape.line(now.detail()));
        } else if (begins || now.done() == now.total() || System.nanoTime() - lastLine > intervalNanos) {
            lastLine = System.nanoTime();
            out.println(now.under(title));
        }
    }

    private ProgressBar begin(ProgressLine now) {
        end();
        ProgressBar begun = new ProgressBarBuilder()
                .setTaskName(title + " " + now.task())
                .setInitialMax(now.total())
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(BAR_MILLIS)
                .continuousUpdate()
                .build();
        bar = begun;
        return begun;
    }

    /** Says something beside the bar. */
    void say(String line) {
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
