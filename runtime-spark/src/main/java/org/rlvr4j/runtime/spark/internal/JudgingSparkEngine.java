package org.rlvr4j.runtime.spark.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.JudgedGroup;
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
        List<JudgedShard.Judged> judged = runtime.run(parts.stream()
                .map(part -> new JudgedShard(part, resolvedRecipe, plugins, folder == null ? null : folder.toFile()))
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
    public int requestsAtATime() {
        return shards.tasksAtATime();
    }

    @Override
    public void judgeEach(List<SamplingRequest> requests, Receiver receiver, BooleanSupplier stopRequested)
            throws InterruptedException {
        List<PartsOfRequest> whole = new ArrayList<>();
        List<PartsOfRequest> ofTask = new ArrayList<>();
        List<JudgedShard> tasks = new ArrayList<>();
        for (SamplingRequest request : requests) {
            PartsOfRequest parts = new PartsOfRequest(whole.size(), tasks.size(), runtime.cut(request));
            whole.add(parts);
            for (SamplingShard part : parts.shards) {
                ofTask.add(parts);
                tasks.add(new JudgedShard(part, resolvedRecipe, plugins, null));
            }
        }
        runtime.runEach(
                tasks,
                (JudgedShard.Judged judged, int task) -> ofTask.get(task).arrived(task, judged, receiver),
                stopRequested);
    }

    /** The shards of a request as they come. */
    private static final class PartsOfRequest {

        private final int number;
        private final int firstTask;
        private final List<SamplingShard> shards;
        private final SortedMap<Integer, JudgedShard.Judged> arrived = new TreeMap<>();

        PartsOfRequest(int number, int firstTask, List<SamplingShard> shards) {
            this.number = number;
            this.firstTask = firstTask;
            this.shards = shards;
        }

        void arrived(int task, JudgedShard.Judged judged, Receiver receiver) {
            arrived.put(task - firstTask, judged);
            if (arrived.size() < shards.size()) {
                return;
            }
            List<JudgedGroup> groups = new ArrayList<>();
            arrived.forEach((part, done) ->
                    groups.addAll(done.groupsOf(shards.get(part).request().problems())));
            arrived.clear();
            receiver.judged(number, groups);
        }
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
