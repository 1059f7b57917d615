package org.rlvr4j.runtime.spark.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.spi.PluginCode;
import org.rlvr4j.runtime.gpu.DjlOptions;
import org.rlvr4j.runtime.gpu.shard.PolicyWeights;
import org.rlvr4j.runtime.gpu.shard.ShardExecutor;
import org.rlvr4j.runtime.gpu.shard.ShardTask;
import org.rlvr4j.runtime.spark.SparkOptions;
import org.rlvr4j.trainer.StoppedException;
import scala.util.Failure;

/**
 * Runs each task as one partition of a map-only job. Weights are broadcast once a revision; results are handed on in the
 * order of the tasks as soon as all before them are there.
 */
final class SparkShards implements ShardExecutor {

    private static final long POLL_MILLIS = 100;

    private final JavaSparkContext context;
    private final ExecutorSetup setup;
    private final @Nullable ExecutorWatch watch;
    private final WeightsBroadcast broadcast;
    private final DjlOptions.DataTypeChoice gradients;
    private final List<PluginCode> plugins;
    private final Broadcast<ShippedPlugins> shippedPlugins;

    private record Arrived<R>(int task, Outcome<R> outcome) {}

    /**
     * Prepares.
     *
     * @param context a context
     * @param setup what executors open
     * @param watch of the executors; null where the driver's process is the only one
     * @param options how weights and gradients travel
     * @param plugins whose classes tasks may hold
     * @param shippedPlugins the same as they are sent
     */
    SparkShards(
            JavaSparkContext context,
            ExecutorSetup setup,
            @Nullable ExecutorWatch watch,
            SparkOptions options,
            List<PluginCode> plugins,
            ShippedPlugins shippedPlugins) {
        this.context = context;
        this.setup = setup;
        this.watch = watch;
        this.broadcast = new WeightsBroadcast(context, options.weights());
        this.gradients = options.gradients();
        this.plugins = plugins;
        this.shippedPlugins = SparkJobs.broadcast(context, shippedPlugins);
    }

    @Override
    public DjlOptions.DataTypeChoice gradientType() {
        return gradients;
    }

    @Override
    public <R> void run(PolicyWeights weights, List<? extends ShardTask<R>> tasks, Consumer<R> inOrder) {
        try {
            compute(weights, tasks, inOrder);
        } catch (UncheckedIOException | IllegalStateException e) {
            throw explained(e);
        }
    }

    /** Twice as many as there are cores, so that an executor that is done finds another task waiting. */
    @Override
    public int tasksAtATime() {
        return 2 * context.defaultParallelism();
    }

    /** Each task is a job, for jobs end by themselves: none waits for the slowest of others. */
    @Override
    public <R> void runEach(
            PolicyWeights weights,
            List<? extends ShardTask<R>> tasks,
            ObjIntConsumer<R> arrived,
            BooleanSupplier stopRequested)
            throws InterruptedException {
        BlockingQueue<Arrived<R>> arrivals = new LinkedBlockingQueue<>();
        SortedMap<Integer, SimpleFutureAction<Object>> inHand = new TreeMap<>();
        FullDisk.forget();
        try {
            int next = 0;
            while (!stopRequested.getAsBoolean() && (next < tasks.size() || !inHand.isEmpty())) {
                for (; next < tasks.size() && inHand.size() < tasksAtATime(); next++) {
                    inHand.put(next, submit(weights, tasks, next, 1, arrivals));
                }
                Arrived<R> first = next(inHand.values(), arrivals);
                if (first != null) {
                    inHand.remove(first.task());
                    arrived.accept(first.outcome().orThrow(), first.task());
                }
            }
        } catch (UncheckedIOException | IllegalStateException e) {
            throw explained(e);
        } finally {
            inHand.values().stream().filter(job -> !job.isCompleted()).forEach(SimpleFutureAction::cancel);
            for (Arrived<R> late : arrivals) {
                if (late.outcome().result() != null) {
                    arrived.accept(late.outcome().result(), late.task());
                }
            }
        }
    }

    /** The exception that says what an exception while executors computed comes of. */
    private RuntimeException explained(RuntimeException thrown) {
        if (isProcessEnding()) {
            // Spark and its executors end with the process, at its own signal
            return new StoppedException();
        }
        if (!context.sc().isStopped()) {
            return thrown;
        }
        String message = ended(context);
        return new UncheckedIOException(message, new IOException(message, thrown));
    }

    static boolean isProcessEnding() {
        Thread never = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(never);
            Runtime.getRuntime().removeShutdownHook(never);
            return false;
        } catch (IllegalStateException shutdownInProgress) {
            return true;
        }
    }

    /**
     * Says that Spark has ended the application, as a standalone master does after ten executors that ended at once, and YARN
     * where it was told to.
     */
    static String ended(JavaSparkContext context) {
        String application = context.sc().applicationId();
        String words = context.master().equals(ResourceSchedulers.YARN) ? YarnApplication.words(application) : "";
        return "Spark at " + context.master() + " has ended the application " + application
                + (words.isEmpty() ? "; most often its executors end as soon as they are started" : ": " + words)
                + "; executors' own words are in " + ExecutorWatch.placeOfWords(context.master(), application)
                + (context.master().startsWith(StandaloneMaster.SCHEME)
                        ? ", and in the words of a worker that could not start one, such as for a full disk"
                        : "");
    }

    private <R> void compute(PolicyWeights weights, List<? extends ShardTask<R>> tasks, Consumer<R> inOrder) {
        BlockingQueue<Arrived<R>> arrivals = new LinkedBlockingQueue<>();
        FullDisk.forget();
        SimpleFutureAction<Object> job = submit(weights, tasks, 0, tasks.size(), arrivals);
        try {
            collect(job, tasks.size(), arrivals, inOrder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while executors computed", e);
        } finally {
            if (!job.isCompleted()) {
                job.cancel();
            }
        }
    }

    /** Submits some of the tasks as one job. */
    private <R> SimpleFutureAction<Object> submit(
            PolicyWeights weights,
            List<? extends ShardTask<R>> tasks,
            int from,
            int count,
            BlockingQueue<Arrived<R>> arrivals) {
        List<byte[]> bytes = tasks.subList(from, from + count).stream()
                .map(task -> TaskBytes.of(task, plugins))
                .toList();
        return SparkJobs.submit(
                context,
                bytes,
                new ShardFunction<R>(setup, broadcast.send(weights), shippedPlugins),
                (task, outcome) -> arrivals.add(new Arrived<>(from + task, outcome)));
    }

    private <R> void collect(
            SimpleFutureAction<Object> job, int tasks, BlockingQueue<Arrived<R>> arrivals, Consumer<R> inOrder)
            throws InterruptedException {
        Map<Integer, R> early = new TreeMap<>();
        int next = 0;
        while (next < tasks) {
            Arrived<R> arrived = next(List.of(job), arrivals);
            if (arrived == null) {
                continue;
            }
            early.put(arrived.task(), arrived.outcome().orThrow());
            for (R result = early.remove(next); result != null; result = early.remove(next)) {
                inOrder.accept(result);
                next++;
            }
        }
    }

    /** What arrives next; null where nothing has for a while, and neither the jobs nor the executors have failed. */
    private <R> @Nullable Arrived<R> next(
            Collection<SimpleFutureAction<Object>> jobs, BlockingQueue<Arrived<R>> arrivals)
            throws InterruptedException {
        Arrived<R> arrived = arrivals.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (arrived == null) {
            jobs.forEach(SparkShards::refuseFailure);
        }
        if (watch != null) {
            if (arrived == null) {
                watch.check();
            } else {
                watch.taskDone();
            }
        }
        return arrived;
    }

    private static void refuseFailure(SimpleFutureAction<Object> job) {
        if (job.isCompleted() && job.value().get() instanceof Failure<?> failure) {
            Throwable cause = failure.exception();
            String message = FullDisk.reason(cause);
            throw new UncheckedIOException(message, new IOException(message, cause));
        }
    }
}
