package org.rlvr4j.runtime.spark.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.rollout.JudgingRolloutEngine;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.runtime.gpu.shard.SamplingShard;
import org.rlvr4j.runtime.gpu.shard.ShardExecutor;
import org.rlvr4j.runtime.gpu.shard.ShardedRuntime;
import org.rlvr4j.trainer.run.RolloutLog;

/** Samples and judges on executors, which write logs of training's rollouts where they were asked to. */
final class JudgingSparkEngine implements JudgingRolloutEngine {

    /** A file that another machine has renamed is seen late on some shared file systems. */
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private static final long POLL_MILLIS = 100;

    private final ShardedRuntime runtime;
    private final ShardExecutor shards;
    private final String resolvedRecipe;
    private final List<String> plugins;
    private @Nullable Path log;
    private int logEvery = 1;

    JudgingSparkEngine(ShardedRuntime runtime, ShardExecutor shards, String resolvedRecipe, List<String> plugins) {
        this.runtime = runtime;
        this.shards = shards;
        this.resolvedRecipe = resolvedRecipe;
        this.plugins = plugins;
    }

    /**
     * Has executors write logs.
     *
     * @param folder {@code rollouts} of the run
     * @param every steps between logs
     */
    void logTo(Path folder, int every) {
        log = folder;
        logEvery = every;
    }

    @Override
    public List<RolloutGroup> generate(SamplingRequest request) {
        return runtime.rolloutEngine().generate(request);
    }

    @Override
    public List<VerifiedGroup> generateJudged(SamplingRequest request) {
        Path folder =
                request.purpose().equals(SamplingRequest.TRAINING) && request.round() % logEvery == 0 ? log : null;
        List<SamplingShard> parts = runtime.cut(request);
        if (folder != null) {
            try {
                Files.createDirectories(RolloutLog.parts(folder, request.round()));
            } catch (IOException e) {
                throw new UncheckedIOException("the run folder cannot be written: " + e.getMessage(), e);
            }
        }
        List<JudgedShards.Judged> judged = runtime.run(parts.stream()
                .map(part -> new JudgedShards(
                        List.of(part), resolvedRecipe, plugins, folder == null ? null : folder.toFile()))
                .toList());
        List<VerifiedGroup> groups = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (folder != null) {
                requireSeen(
                        RolloutLog.part(
                                folder, request.round(), parts.get(i).request().firstPosition()),
                        judged.get(i).host());
            }
            judged.get(i).groupsOf(parts.get(i).request().problems()).forEach(group -> groups.add(group.verified()));
        }
        return groups;
    }

    @Override
    public int batchesAtATime() {
        return shards.tasksAtATime();
    }

    @Override
    public void judgeEach(List<List<SamplingRequest>> batches, Receiver receiver, BooleanSupplier stopRequested)
            throws InterruptedException {
        List<JudgedShards> tasks = batches.stream()
                .map(requests -> requests.stream()
                        .flatMap(request -> runtime.cut(request).stream())
                        .toList())
                .map(parts -> new JudgedShards(parts, resolvedRecipe, plugins, null))
                .toList();
        runtime.runEach(
                tasks,
                (JudgedShards.Judged judged, int batch) ->
                        receiver.judged(batch, judged.groupsOf(tasks.get(batch).problems())),
                stopRequested);
    }

    /** What an executor has written must be here, too; else its folder is another of the same name. */
    private static void requireSeen(Path file, String host) {
        long start = System.nanoTime();
        while (!Files.isRegularFile(file)) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                String message =
                        "an executor on " + host + " has written " + file + ", which is not here: is the run folder on"
                                + " a file system that it shares? runtime.rollouts-by-executors = false needs none";
                throw new UncheckedIOException(message, new IOException(message));
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while rollouts were written", e);
            }
        }
    }
}
