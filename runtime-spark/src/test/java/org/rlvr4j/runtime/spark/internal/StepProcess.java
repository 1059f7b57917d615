package org.rlvr4j.runtime.spark.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.evaluation.Sample;
import org.rlvr4j.api.evaluation.SampleFailure;
import org.rlvr4j.api.evaluation.SampleSink;
import org.rlvr4j.api.evaluation.SampleTask;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.api.learning.TrainingBatch;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.api.spi.PortableRecipe;
import org.rlvr4j.api.verify.ParallelVerification;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.evaluation.cache.SourceId;
import org.rlvr4j.evaluation.source.PolicySampleSource;
import org.rlvr4j.runtime.gpu.DjlOptions;
import org.rlvr4j.runtime.gpu.DjlRuntimeProvider;
import org.rlvr4j.runtime.spark.SparkOptions;
import org.rlvr4j.runtime.spark.SparkRuntimeProvider;
import org.rlvr4j.trainer.config.StrategyCatalog;
import org.rlvr4j.trainer.config.TrainingRecipe;

/**
 * A process that does one step, or draws and judges samples, for each line that it reads and answers with the seconds. Spark
 * allows one cluster a process, so clusters that are compared are processes that take turns.
 */
final class StepProcess implements AutoCloseable {

    private static final String VERIFIER = "verifier { id = math }";

    private final Process process;
    private final BufferedReader answers;

    private StepProcess(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts a process and waits until it is ready.
     *
     * @param runtime {@code djl}, or a master of Spark's and further options NAME=VALUE, separated by spaces
     * @param policy what to train
     * @param models where weights are kept
     * @param shards of the step
     */
    static StepProcess start(String runtime, BenchmarkPolicy policy, Path models, int shards) throws IOException {
        StepProcess started = new StepProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-XX:MaxDirectMemorySize=2g",
                        "-XX:+UseSerialGC",
                        "-Dweights=" + System.getProperty("weights", "whole"),
                        "-Dgradients=" + System.getProperty("gradients", "float32"),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StepProcess.class.getName(),
                        runtime,
                        policy.name(),
                        models.toString(),
                        Integer.toString(shards))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        started.answer();
        return started;
    }

    /** Does a step; seconds of sampling and of learning. */
    double[] step() {
        return ask("step");
    }

    /** Draws and judges so many samples, as evaluations on files do; seconds. */
    double evaluate(int samples) {
        return ask("evaluate " + samples)[0];
    }

    private double[] ask(String line) {
        try {
            process.outputWriter(StandardCharsets.UTF_8).append(line + "\n").flush();
            String[] seconds = answer().split(" ");
            return new double[] {Double.parseDouble(seconds[0]), Double.parseDouble(seconds[1])};
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String answer() throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith("= ")) {
                return line.substring(2);
            }
            System.err.println(line);
        }
        throw new IOException("the process has ended");
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The process.
     *
     * @param args as {@link #start} gives them
     * @throws IOException if weights cannot be read, or Spark cannot be used
     * @throws InterruptedException if it was interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        BenchmarkPolicy work = BenchmarkPolicy.valueOf(args[1]);
        PrintStream out = System.out;
        try (PolicyRuntime runtime = open(args[0], work.spec(Path.of(args[2]), Integer.parseInt(args[3])));
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            SamplingRequest request = work.request();
            out.println("= " + runtime.description());
            int evaluations = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("evaluate ")) {
                    int samples = Integer.parseInt(line.substring("evaluate ".length()));
                    out.printf(Locale.ROOT, "= %.6f 0%n", evaluation(runtime, request, evaluations++, samples));
                    continue;
                }
                long start = System.nanoTime();
                List<RolloutGroup> groups = runtime.rolloutEngine().generate(request);
                long sampled = System.nanoTime();
                TrainingBatch batch = BenchmarkPolicy.batch(groups);
                runtime.learner().step(batch);
                out.printf(Locale.ROOT, "= %.6f %.6f%n", (sampled - start) / 1e9, (System.nanoTime() - sampled) / 1e9);
            }
        }
    }

    private static double evaluation(PolicyRuntime runtime, SamplingRequest like, int number, int samples)
            throws InterruptedException {
        List<SampleTask> tasks = new ArrayList<>();
        int problems = like.problems().size();
        for (int i = 0; i < samples; i++) {
            tasks.add(SampleTask.of(
                    number, like.problems().get(i * problems / samples), i % ((samples + problems - 1) / problems)));
        }
        // closed with the runtime
        @SuppressWarnings("resource")
        PolicySampleSource source = new PolicySampleSource(
                runtime, like.tokenSampler(), like.maxResponseTokens(), new SourceId(new TreeMap<>(), new TreeMap<>()));
        ParallelVerification verification =
                new ParallelVerification(TrainingRecipe.verifier(VERIFIER, StrategyCatalog.load()));
        List<Future<Verdict>> here = new ArrayList<>();
        AtomicInteger elsewhere = new AtomicInteger();
        long start = System.nanoTime();
        source.drawEach(
                List.of(tasks),
                new SampleSink() {
                    @Override
                    public void drawn(SampleTask task, Sample sample) {
                        here.add(verification.submit(task.problem(), sample.text()));
                    }

                    @Override
                    public void judged(SampleTask task, Sample sample, Verdict verdict) {
                        elsewhere.incrementAndGet();
                    }

                    @Override
                    public void failed(SampleTask task, SampleFailure failure) {
                        throw new IllegalStateException(failure.message());
                    }
                },
                () -> false);
        for (Future<Verdict> verdict : here) {
            try {
                verdict.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (here.size() + elsewhere.get() != samples) {
            throw new IllegalStateException("of " + samples + " samples came " + here.size() + " and " + elsewhere);
        }
        return seconds;
    }

    private static PolicyRuntime open(String runtime, PolicySpec spec) throws IOException {
        if (runtime.equals("djl")) {
            return new DjlRuntimeProvider().open(BenchmarkPolicy.engine(), spec);
        }
        String[] words = runtime.split(" ");
        return new SparkRuntimeProvider()
                .open(
                        options(words[0], List.of(words).subList(1, words.length)),
                        spec,
                        new PortableRecipe(VERIFIER, List.of()));
    }

    static SparkOptions options(String master, List<String> properties) {
        return new SparkOptions(
                master,
                0,
                "1g",
                300,
                600,
                SparkOptions.WeightsTransfer.valueOf(
                        System.getProperty("weights", "whole").toUpperCase(Locale.ROOT)),
                DjlOptions.DataTypeChoice.valueOf(
                        System.getProperty("gradients", "float32").toUpperCase(Locale.ROOT)),
                false,
                "",
                properties,
                BenchmarkPolicy.engine());
    }
}
