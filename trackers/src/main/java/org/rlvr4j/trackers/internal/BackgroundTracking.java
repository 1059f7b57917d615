package org.rlvr4j.trackers.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.api.run.RunTracker;
import org.rlvr4j.api.run.TrackedRun;

/**
 * Delivers values on a thread of its own, so that a slow or dead tracker costs training nothing: what waits is bounded, the
 * oldest gives way, failures are tried again after growing pauses, and the end waits a few seconds at most.
 */
final class BackgroundTracking implements RunTracker.Tracking {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_AT_ONCE = 50;

    /**
     * How patient the delivery is.
     *
     * @param waiting how many steps wait at most
     * @param firstPauseMillis the pause after a first failure; it doubles with each further one
     * @param longestPauseMillis the longest pause
     * @param closeMillis how long the end waits for the delivery
     */
    record Patience(int waiting, long firstPauseMillis, long longestPauseMillis, long closeMillis) {
        static final Patience USUAL = new Patience(10_000, 1_000, 60_000, 10_000);

        /** The same, but for the end. */
        Patience closing(long millis) {
            return new Patience(waiting, firstPauseMillis, longestPauseMillis, millis);
        }
    }

    private final String name;
    private final Sink sink;
    private final TrackedRun run;
    private final Patience patience;
    private final Thread thread;
    private final Deque<Values> waiting = new ArrayDeque<>();
    private final Set<Long> evaluatedBefore = new HashSet<>();
    private long completed = -1;
    private long dropped;
    private boolean finished;
    private boolean closing;
    private boolean failing;

    BackgroundTracking(String name, Sink sink, TrackedRun run, Patience patience) {
        this.name = name;
        this.sink = sink;
        this.run = run;
        this.patience = patience;
        this.thread = new Thread(this::deliver, "rlvr4j-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void record(RunEvent event) {
        if (event instanceof RunEvent.Started started) {
            noteEvaluations(started.step());
            begin(started.step());
        } else if (event instanceof RunEvent.RolledBack back && isBegun()) {
            evaluatedBefore.removeIf(step -> step > back.step());
            enqueue(Values.restart(back.step() + 1, System.currentTimeMillis()));
        } else if (event instanceof RunEvent.StepCompleted step) {
            if (step.step() == step.steps()) {
                finish();
            }
            add(Values.of(step, System.currentTimeMillis()));
        } else if (event instanceof RunEvent.Evaluated evaluated && evaluatedBefore.add(evaluated.step())) {
            add(Values.of(evaluated, System.currentTimeMillis()));
        }
    }

    /** A run that goes on evaluates its last step again; what was tracked before is not tracked twice. */
    private void noteEvaluations(long upTo) {
        Path metrics = run.folder().resolve("metrics.jsonl");
        if (upTo == 0 || !Files.isRegularFile(metrics)) {
            return;
        }
        try (BufferedReader lines = Files.newBufferedReader(metrics)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{\"event\":\"evaluation\"")) {
                    JsonNode event = JSON.readTree(line);
                    if (event.path("step").asLong(Long.MAX_VALUE) <= upTo) {
                        evaluatedBefore.add(event.path("step").asLong());
                    }
                }
            }
        } catch (IOException e) {
            say("cannot tell which evaluations were tracked before: " + e.getMessage());
        }
    }

    private synchronized void begin(long step) {
        completed = step;
        notifyAll();
    }

    private synchronized void finish() {
        finished = true;
    }

    private synchronized boolean isBegun() {
        return completed >= 0;
    }

    private void add(Values values) {
        if (!values.byName().isEmpty()) {
            enqueue(values);
        }
    }

    private synchronized void enqueue(Values values) {
        if (waiting.size() >= patience.waiting()) {
            waiting.removeFirst();
            dropped++;
        }
        waiting.addLast(values);
        notifyAll();
    }

    private void deliver() {
        try {
            if (!awaitStart()) {
                return;
            }
            insist(() -> sink.open(completed));
            for (List<Values> next = next(); !next.isEmpty(); next = next()) {
                List<Values> batch = next;
                insist(() -> sink.send(batch));
            }
            sink.close(isFinished());
        } catch (InterruptedException e) {
            // the end did not wait any longer, and says what was lost
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            say("did not end the run: " + e.getMessage());
        }
    }

    private synchronized boolean isFinished() {
        return finished;
    }

    private synchronized boolean awaitStart() throws InterruptedException {
        while (completed < 0 && !closing) {
            wait();
        }
        return completed >= 0;
    }

    /** Waits for values; empty where the end has come and nothing is left. */
    private synchronized List<Values> next() throws InterruptedException {
        while (waiting.isEmpty() && !closing) {
            wait();
        }
        List<Values> next = new ArrayList<>();
        while (!waiting.isEmpty() && next.size() < MOST_AT_ONCE) {
            next.add(waiting.removeFirst());
        }
        return next;
    }

    /** Work that can fail and be tried again. */
    private interface Attempt {
        void run() throws IOException;
    }

    private void insist(Attempt attempt) throws InterruptedException {
        long pause = patience.firstPauseMillis();
        while (true) {
            try {
                attempt.run();
                if (failing) {
                    failing = false;
                    say("works again");
                }
                return;
            } catch (IOException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (!failing) {
                    failing = true;
                    say("does not work: " + e.getMessage() + "; training goes on, and it is tried again");
                }
            }
            Thread.sleep(pause);
            pause = Math.min(2 * pause, patience.longestPauseMillis());
        }
    }

    private void say(String line) {
        run.said().accept("tracker " + name + " " + line);
    }

    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        try {
            thread.join(patience.closeMillis());
            boolean late = thread.isAlive();
            thread.interrupt();
            if (late) {
                thread.join(TimeUnit.SECONDS.toMillis(1));
                say("did not take everything in time; what is missing is in metrics.jsonl");
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            if (dropped > 0) {
                say("was away so long that " + dropped + " steps were left out; they are in metrics.jsonl");
            }
        }
    }
}
