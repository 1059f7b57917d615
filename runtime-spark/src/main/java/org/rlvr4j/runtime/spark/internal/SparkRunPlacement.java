package org.rlvr4j.runtime.spark.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.SimpleFutureAction;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.spi.PlacedCommand;
import org.rlvr4j.api.spi.PlacedRun;
import org.rlvr4j.api.spi.RunPlacement;
import org.rlvr4j.runtime.spark.SparkOptions;
import scala.util.Failure;

/** Executors that run a whole command each: one task, which starts a process on the executor's machine and waits for it. */
public final class SparkRunPlacement implements RunPlacement {

    /** As a process that was asked to end and has saved. */
    private static final int INTERRUPTED = 130;

    private final SharedContext shared;
    private final Set<Path> marks = ConcurrentHashMap.newKeySet();

    private SparkRunPlacement(SharedContext shared) {
        this.shared = shared;
    }

    /**
     * Connects to a cluster.
     *
     * @param options which cluster
     * @param threads of the engine in a command
     * @return the connection
     * @throws IOException if the cluster cannot be used
     */
    public static SparkRunPlacement connect(SparkOptions options, int threads) throws IOException {
        return new SparkRunPlacement(SharedContext.open(options, threads));
    }

    @Override
    public PlacedRun start(PlacedCommand command) throws IOException {
        Path mark = command.folder().resolveSibling(".placement-" + UUID.randomUUID());
        Files.createFile(mark);
        marks.add(mark);
        return new Placed(submit(PlacedProcess.of(command, mark)), mark);
    }

    /** One job a command, so that each is cancelled by itself; its thread is interrupted in the executor. */
    private SubmittedJob submit(PlacedProcess process) {
        AtomicReference<@Nullable Outcome<Integer>> outcome = new AtomicReference<>();
        shared.context().setJobGroup(UUID.randomUUID().toString(), String.valueOf(process.folder()), true);
        SimpleFutureAction<Object> job = SparkJobs.submit(
                shared.context(), List.of(process), new PlacedFunction(), (task, result) -> outcome.set(result));
        return new SubmittedJob(job, outcome);
    }

    private record SubmittedJob(
            SimpleFutureAction<Object> action, AtomicReference<@Nullable Outcome<Integer>> outcome) {}

    private final class Placed implements PlacedRun {
        private final SubmittedJob job;
        private final Path mark;
        private boolean stopped;

        Placed(SubmittedJob job, Path mark) {
            this.job = job;
            this.mark = mark;
        }

        @Override
        public synchronized OptionalInt exitCode() throws IOException {
            Outcome<Integer> outcome = job.outcome().get();
            if (outcome != null) {
                forget(mark);
                return OptionalInt.of(code(outcome));
            }
            if (job.action().isCompleted() || shared.context().sc().isStopped()) {
                forget(mark);
                if (stopped || SparkShards.isProcessEnding()) {
                    return OptionalInt.of(INTERRUPTED);
                }
                throw new IOException(reason());
            }
            ExecutorWatch watch = shared.watch();
            if (watch != null) {
                try {
                    watch.requireExecutors();
                } catch (UncheckedIOException e) {
                    if (SparkShards.isProcessEnding()) {
                        return OptionalInt.of(INTERRUPTED);
                    }
                    throw new IOException(e.getMessage(), e);
                }
            }
            return OptionalInt.empty();
        }

        private int code(Outcome<Integer> outcome) throws IOException {
            try {
                return outcome.orThrow();
            } catch (UncheckedIOException e) {
                throw new IOException(e.getMessage(), e);
            }
        }

        private String reason() {
            return job.action().isCompleted() && job.action().value().get() instanceof Failure<?> failure
                    ? "Spark gave it up: "
                            + String.valueOf(failure.exception().getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse("")
                    : SparkShards.ended(shared.context());
        }

        @Override
        public synchronized void stop() {
            if (!job.action().isCompleted()) {
                stopped = true;
                job.action().cancel();
            }
        }
    }

    private void forget(Path mark) throws IOException {
        marks.remove(mark);
        Files.deleteIfExists(mark);
    }

    @Override
    public void close() {
        try {
            for (Path mark : marks) {
                forget(mark);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a mark in the folder of the runs cannot be deleted: " + e.getMessage(), e);
        } finally {
            shared.close();
        }
    }
}
