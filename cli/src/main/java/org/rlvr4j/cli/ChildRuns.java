package org.rlvr4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.trainer.StoppedException;

/** Runs commands as processes of their own, a few at a time; each one's words go to its log. */
final class ChildRuns {

    private static final long POLL_MILLIS = 200;

    /** Of a run's time, about so much is training and the rest evaluation; only the progress shown depends on it. */
    private static final double TRAINING_SHARE = 0.8;

    private static final int KEPT_LINES = 12;

    private final ChildLauncher launcher;
    private final Progress progress;
    private final boolean sameInput;
    private final Map<String, ProgressLine> latest = new LinkedHashMap<>();
    private final List<ChildLauncher.Child> live = new ArrayList<>();
    private boolean stopping;

    /**
     * A command to run.
     *
     * @param name what it is called
     * @param arguments its command line
     * @param whenBegun further arguments where an earlier process has begun it
     * @param folder that it writes
     * @param begun the file that is there once it was begun
     * @param log where its words go, after what is there already
     */
    record Job(String name, List<String> arguments, List<String> whenBegun, Path folder, Path begun, Path log) {

        /** The whole command line, as things are now. */
        List<String> line() {
            List<String> line = new ArrayList<>(arguments);
            if (Files.exists(begun)) {
                line.addAll(whenBegun);
            }
            return line;
        }
    }

    /**
     * What became of a command.
     *
     * @param job the command
     * @param code its exit code
     * @param lastWords its last lines but those of progress
     */
    record Outcome(Job job, int code, List<String> lastWords) {}

    /** Is told of each command that has ended, in the order of their ends. */
    interface Listener {
        void ended(Outcome outcome) throws IOException;
    }

    /**
     * Prepares.
     *
     * @param launcher starts them
     * @param progress shows how far all are together
     * @param sameInput whether all have the same input, so that one's bad input is bad for all
     */
    ChildRuns(ChildLauncher launcher, Progress progress, boolean sameInput) {
        this.launcher = launcher;
        this.progress = progress;
        this.sameInput = sameInput;
    }

    /**
     * Runs all, at most so many at a time. One that fails does not end the others; bad input does where it is the input of
     * all.
     *
     * @throws StoppedException if a stop was requested; the commands have been stopped too, each in its orderly way
     */
    void run(List<Job> jobs, int parallel, Listener listener) throws IOException {
        ExecutorService watchers = Executors.newFixedThreadPool(parallel);
        try {
            ExecutorCompletionService<Outcome> ended = new ExecutorCompletionService<>(watchers);
            jobs.forEach(job -> ended.submit(() -> outcome(job)));
            int remaining = jobs.size();
            double done = 0;
            while (remaining > 0) {
                Future<Outcome> next = ended.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (StopSignal.isRequested()) {
                    stop();
                }
                if (next != null) {
                    remaining--;
                    done++;
                    Outcome outcome = next.get();
                    if (!isStopping()) {
                        listener.ended(outcome);
                    }
                    if (outcome.code == Main.BAD_INPUT && sameInput) {
                        stop();
                    }
                }
                show(done, jobs.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the watch over a run failed", e.getCause());
        } finally {
            stop();
            watchers.shutdown();
        }
        if (StopSignal.isRequested()) {
            throw new StoppedException();
        }
    }

    private Outcome outcome(Job job) throws InterruptedException {
        try {
            return run(job);
        } catch (IOException e) {
            return new Outcome(job, Main.FAILURE, List.of("it could not be started or logged: " + e.getMessage()));
        }
    }

    private Outcome run(Job job) throws IOException, InterruptedException {
        ChildLauncher.@Nullable Child child = start(job);
        if (child == null) {
            return new Outcome(job, Main.INTERRUPTED, List.of());
        }
        Deque<String> lastWords = new ArrayDeque<>();
        try {
            int code = child.follow(line -> hear(job, line, lastWords));
            return new Outcome(job, code, List.copyOf(lastWords));
        } finally {
            child.end();
            forget(job.name, child);
        }
    }

    /** Takes note of progress, and keeps the last of the other lines. */
    private void hear(Job job, String line, Deque<String> lastWords) {
        Optional<ProgressLine> now = ProgressLine.parse(line);
        now.ifPresent(reached -> note(job.name, reached));
        if (now.isEmpty() && !line.isBlank()) {
            lastWords.addLast(line);
            if (lastWords.size() > KEPT_LINES) {
                lastWords.removeFirst();
            }
        }
    }

    private synchronized ChildLauncher.@Nullable Child start(Job job) throws IOException {
        if (stopping) {
            return null;
        }
        ChildLauncher.Child child = launcher.start(job);
        live.add(child);
        latest.put(job.name, new ProgressLine("starting", 0, 1, ""));
        return child;
    }

    private synchronized void note(String name, ProgressLine reached) {
        latest.put(name, reached);
    }

    private synchronized void forget(String name, ChildLauncher.Child child) {
        live.remove(child);
        latest.remove(name);
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    /** Starts nothing more, and asks what runs to save and end. */
    private synchronized void stop() {
        stopping = true;
        live.forEach(ChildLauncher.Child::end);
    }

    private synchronized void show(double done, int of) {
        double shares = done;
        StringBuilder detail = new StringBuilder();
        for (Map.Entry<String, ProgressLine> entry : latest.entrySet()) {
            ProgressLine now = entry.getValue();
            shares += switch (now.task()) {
                case RunProgress.TRAINING -> TRAINING_SHARE * now.share();
                case RunProgress.EVALUATING -> TRAINING_SHARE + (1 - TRAINING_SHARE) * now.share();
                default -> 0;
            };
            detail.append(detail.isEmpty() ? "" : ", ").append(entry.getKey()).append(' ');
            detail.append(now.task());
            if (now.task().equals(RunProgress.TRAINING)) {
                detail.append(' ').append(now.done()).append('/').append(now.total());
            }
        }
        progress.show(new ProgressLine("percent", (long) (100 * shares / of), 100, detail.toString()));
    }
}
