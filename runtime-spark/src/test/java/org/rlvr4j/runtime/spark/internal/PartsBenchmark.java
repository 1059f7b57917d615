package org.rlvr4j.runtime.spark.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.api.learning.TrainingBatch;
import org.rlvr4j.runtime.gpu.DjlRuntimeProvider;
import org.rlvr4j.runtime.gpu.shard.PolicyWeights;
import org.rlvr4j.runtime.gpu.shard.PolicyWorker;
import org.rlvr4j.runtime.gpu.shard.ShardExecutor;
import org.rlvr4j.runtime.gpu.shard.ShardTask;
import org.rlvr4j.runtime.gpu.shard.ShardedRuntime;
import org.rlvr4j.runtime.spark.SparkOptions;

/**
 * The parts of a step on a cluster, each by itself: what {@link CostModel} is made of.
 *
 * <p>Arguments: a folder for the weights, rounds, a file that receives the parts as NAME = VALUE, and optionally which of {@code
 * engine sum change cluster}; all where none is named.
 */
public final class PartsBenchmark {

    private static final String MASTER = "local-cluster[2,1,1024]";
    private static final double MB = 1e6;

    private final Path models;
    private final int rounds;
    private final List<String> parts = new ArrayList<>();

    private PartsBenchmark(Path models, int rounds) {
        this.models = models;
        this.rounds = rounds;
    }

    /** Returns so many bytes; Spark does not compress results. */
    private record BytesTask(int bytes) implements ShardTask<byte[]> {
        @Override
        public byte[] run(PolicyWorker worker) {
            return new byte[bytes];
        }
    }

    /** One worker in this process, without Spark; keeps what it was last given. */
    private static final class Here implements ShardExecutor {
        private final PolicyWorker worker;
        private List<Object> results = List.of();
        private PolicyWeights weights = new PolicyWeights(0, "", List.of());
        private boolean replays;

        Here(PolicyWorker worker) {
            this.worker = worker;
        }

        @Override
        @SuppressWarnings("unchecked") // a replay is of the same tasks
        public <R> void run(PolicyWeights given, List<? extends ShardTask<R>> tasks, Consumer<R> inOrder) {
            weights = given;
            if (!replays) {
                worker.load(given);
                results = new ArrayList<>();
                tasks.forEach(task -> results.add(task.run(worker)));
            }
            results.forEach(result -> inOrder.accept((R) result));
        }
    }

    /**
     * Measures and prints.
     *
     * @param args see the class comment
     * @throws IOException if weights cannot be written, or Spark cannot be used
     */
    public static void main(String[] args) throws IOException {
        PartsBenchmark benchmark = new PartsBenchmark(Path.of(args[0]), Integer.parseInt(args[1]));
        benchmark.put("# processor seconds; measured on 2 cores with a load average of "
                + Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
        List<String> wanted = Arrays.asList(args).subList(3, args.length);
        if (wanted.isEmpty() || wanted.contains("engine")) {
            benchmark.engine(BenchmarkPolicy.DEMO);
            benchmark.engine(BenchmarkPolicy.MB40_WORK);
        }
        if (wanted.isEmpty() || wanted.contains("sum")) {
            benchmark.sum(BenchmarkPolicy.MB40);
        }
        if (wanted.isEmpty() || wanted.contains("change")) {
            for (String rate : List.of("1e-6", "1e-5", "3e-4")) {
                benchmark.change(BenchmarkPolicy.MB40, rate);
            }
        }
        if (wanted.isEmpty() || wanted.contains("cluster")) {
            benchmark.cluster(BenchmarkPolicy.MB40);
        }
        Files.write(Path.of(args[2]), benchmark.parts);
    }

    private void put(String line) {
        System.out.println(line);
        parts.add(line);
    }

    private void put(String name, String comment, double value) {
        put("# " + comment);
        put(String.format(Locale.ROOT, "%s = %.4g", name, value));
    }

    /**
     * What a piece of work costs, the mean of the rounds.
     *
     * @param driver processor seconds of this process
     * @param executors processor seconds of all executors together
     * @param wall seconds on the clock, which say little on a machine with other work
     */
    private record Cost(double driver, double executors, double wall) {
        Cost minus(Cost other) {
            return new Cost(driver - other.driver, executors - other.executors, wall - other.wall);
        }

        Cost over(double count) {
            return new Cost(driver / count, executors / count, wall / count);
        }
    }

    private Cost time(int warmUp, IntConsumer work) {
        for (int round = 0; round < warmUp; round++) {
            work.accept(-1 - round);
        }
        Cost start = now();
        for (int round = 0; round < rounds; round++) {
            work.accept(round);
        }
        return now().minus(start).over(rounds);
    }

    private static Cost now() {
        return new Cost(
                processorSeconds(ProcessHandle.current()),
                ProcessHandle.current()
                        .descendants()
                        .mapToDouble(PartsBenchmark::processorSeconds)
                        .sum(),
                System.nanoTime() / 1e9);
    }

    private static double processorSeconds(ProcessHandle process) {
        return process.info()
                .totalCpuDuration()
                .map(duration -> duration.toMillis() / 1e3)
                .orElse(Double.NaN);
    }

    private void put(String name, String comment, Cost cost) {
        put("# " + comment);
        put(String.format(Locale.ROOT, "%s.driver = %.3g", name, cost.driver()));
        put(String.format(Locale.ROOT, "%s.executors = %.3g", name, cost.executors()));
        put(String.format(Locale.ROOT, "# %s on the clock: %.3g", name, cost.wall()));
    }

    /** Seconds a token of sampling and of learning, in this process. */
    private void engine(BenchmarkPolicy policy) throws IOException {
        String name = policy.name().toLowerCase(Locale.ROOT).replace('_', '-');
        try (PolicyRuntime runtime = new DjlRuntimeProvider().open(BenchmarkPolicy.engine(), policy.spec(models, 1))) {
            List<RolloutGroup> groups = runtime.rolloutEngine().generate(policy.request());
            long tokens = groups.stream()
                    .flatMap(group -> group.rollouts().stream())
                    .mapToLong(rollout -> rollout.tokens().length)
                    .sum();
            TrainingBatch batch = BenchmarkPolicy.batch(groups);
            Cost sample = time(1, i -> runtime.rolloutEngine().generate(policy.request()));
            Cost learn = time(1, i -> runtime.learner().step(batch));
            put(name + ".sample-seconds-per-token", "sampling, one thread", sample.driver() / tokens);
            put(name + ".learn-seconds-per-token", "gradient and optimiser, one thread", learn.driver() / tokens);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(new ArrayList<>(groups));
            }
            put(
                    name + ".rollout-bytes-per-token",
                    "of a response token on its way to the driver",
                    (double) bytes.size() / tokens);
        }
    }

    /** The driver's work for each shard's gradient, and what comes once an update. */
    private void sum(BenchmarkPolicy policy) throws IOException {
        double[] seconds = new double[2];
        int[] shards = {1, 8};
        double megabytes = 0;
        for (int i = 0; i < 2; i++) {
            PolicySpec spec = policy.spec(models, shards[i]);
            try (PolicyWorker worker = new DjlRuntimeProvider().openWorker(BenchmarkPolicy.engine(), spec)) {
                Here here = new Here(worker);
                try (ShardedRuntime runtime =
                        new DjlRuntimeProvider().openSharded(BenchmarkPolicy.engine(), spec, here)) {
                    TrainingBatch batch =
                            BenchmarkPolicy.batch(runtime.rolloutEngine().generate(policy.request()));
                    runtime.learner().step(batch);
                    here.replays = true;
                    seconds[i] = time(2, round -> runtime.learner().step(batch)).driver();
                    megabytes = 4 * runtime.parameterCount() / MB;
                }
            }
        }
        double share = (seconds[1] - seconds[0]) / (shards[1] - shards[0]);
        put("sum-seconds-per-mb", "the driver adds a shard's gradient to the sum", share / megabytes);
        put(
                "update-seconds-per-mb",
                "the driver applies the optimiser and copies the weights, once an update",
                (seconds[0] - share) / megabytes);
    }

    /** How small the change of an update is, and how long it takes to find and to apply. */
    private void change(BenchmarkPolicy policy, String rate) throws IOException {
        OptimizerOptions optimizer = new OptimizerOptions(
                Double.parseDouble(rate), 0.9, 0.95, 1e-8, 0, 1, OptimizerOptions.Schedule.CONSTANT, 0, 0.1, 1, 1);
        PolicySpec still = policy.spec(models, 1);
        PolicySpec spec = new PolicySpec(still.model(), still.loss(), optimizer, 1000);
        try (PolicyWorker worker = new DjlRuntimeProvider().openWorker(BenchmarkPolicy.engine(), spec)) {
            Here here = new Here(worker);
            try (ShardedRuntime runtime = new DjlRuntimeProvider().openSharded(BenchmarkPolicy.engine(), spec, here)) {
                double[] between = new double[rounds];
                double[] applied = new double[rounds];
                double[] share = new double[rounds];
                for (int round = -1; round < rounds; round++) {
                    TrainingBatch batch =
                            BenchmarkPolicy.batch(runtime.rolloutEngine().generate(policy.request()));
                    PolicyWeights before = here.weights;
                    runtime.learner().step(batch);
                    runtime.rolloutEngine().generate(policy.request());
                    if (round < 0) {
                        // the first weights are those that were read, which do not travel
                        continue;
                    }
                    PolicyWeights after = here.weights;
                    double start = processorSeconds(ProcessHandle.current());
                    WeightsChange change = WeightsChange.between(before, after);
                    double found = processorSeconds(ProcessHandle.current());
                    change.appliedTo(before);
                    between[round] = (found - start) / (after.bytes() / MB);
                    applied[round] = (processorSeconds(ProcessHandle.current()) - found) / (after.bytes() / MB);
                    share[round] = (double) change.bytes() / after.bytes();
                }
                put(
                        "change-share-" + rate,
                        "bytes of a change over those of the weights, learning rate " + rate,
                        StepBenchmark.median(share));
                put(
                        "change-find-seconds-per-mb-" + rate,
                        "the driver compares and compresses",
                        StepBenchmark.median(between));
                put(
                        "change-apply-seconds-per-mb-" + rate,
                        "an executor decompresses and adds",
                        StepBenchmark.median(applied));
            }
        }
    }

    /** Launching, broadcasting, collecting, on two executors of this machine. */
    private void cluster(BenchmarkPolicy policy) throws IOException {
        PolicySpec spec = policy.spec(models, 2);
        PolicyWeights weights = initial(spec);
        SparkOptions options = StepProcess.options(
                MASTER,
                Arrays.stream(System.getProperty("properties", "").split(" "))
                        .filter(property -> !property.isEmpty())
                        .toList());
        double megabytes = weights.bytes() / MB;
        try (SharedContext shared = SharedContext.open(options, 1)) {
            SparkShards shards = new SparkShards(
                    shared.context(),
                    new ExecutorSetup(BenchmarkPolicy.engine(), spec),
                    shared.watch(),
                    options,
                    List.of(),
                    new ShippedPlugins(List.of()));
            long[] revision = {0};
            Cost two = time(8, i -> run(shards, weights, 2, 0));
            Cost many = time(2, i -> run(shards, weights, 34, 0));
            put("job", "a job of two tasks that do nothing", two);
            put("task", "each further task", many.minus(two).over(32));
            Cost whole = time(
                    4, i -> run(shards, new PolicyWeights(++revision[0], weights.base(), weights.tensors()), 2, 0));
            put(
                    "broadcast-mb",
                    "a MB of weights: serialise, broadcast and load, both executors together",
                    whole.minus(two).over(megabytes));
            PolicyWeights last = new PolicyWeights(revision[0], weights.base(), weights.tensors());
            for (int size : new int[] {10, 40}) {
                Cost collect = time(3, i -> run(shards, last, 2, (int) (size * MB)));
                put(
                        "collect-mb-of-" + size,
                        "a MB of a result of " + size + " MB",
                        collect.minus(two).over(2 * size));
            }
        }
    }

    private static void run(SparkShards shards, PolicyWeights weights, int tasks, int bytes) {
        shards.run(
                weights,
                IntStream.range(0, tasks).mapToObj(task -> new BytesTask(bytes)).toList(),
                result -> {});
    }

    private PolicyWeights initial(PolicySpec spec) throws IOException {
        try (PolicyWorker worker = new DjlRuntimeProvider().openWorker(BenchmarkPolicy.engine(), spec)) {
            Here here = new Here(worker);
            try (ShardedRuntime runtime = new DjlRuntimeProvider().openSharded(BenchmarkPolicy.engine(), spec, here)) {
                // those that were read do not travel; once restored they do
                Path state = Files.createTempDirectory(models, "state");
                runtime.saveState(state);
                runtime.restoreState(state);
                runtime.run(List.of(new BytesTask(0)));
                return here.weights;
            }
        }
    }
}
