package org.rlvr4j.runtime.spark.internal;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * What a step costs on many executors, from the parts that {@link PartsBenchmark} has measured. Prints the tables of
 * docs/cluster.md, which has the assumptions.
 *
 * <p>Work grows with the cluster: each executor has one shard of as many problems. Arguments: the file of parts.
 */
public final class CostModel {

    /** Of the driver's network card, 10 Gbit/s. */
    private static final double NETWORK_MB_PER_SECOND = 1250;

    /** Of Spark's that receive results. */
    private static final int RECEIVING_THREADS = 4;

    /** On which the parts were measured. */
    private static final int MEASURED_EXECUTORS = 2;

    private static final List<Integer> EXECUTORS = List.of(8, 64, 512);

    private final Properties parts;

    CostModel(Properties parts) {
        this.parts = parts;
    }

    /**
     * A policy and an executor's share of a step.
     *
     * @param name what a person reads
     * @param megabytes of what is trained, float32
     * @param tokens of a shard's rollouts, all of which are trained on
     * @param sampleSeconds of a token
     * @param learnSeconds of a token
     */
    record Policy(String name, double megabytes, double tokens, double sampleSeconds, double learnSeconds) {}

    /**
     * Seconds of a step.
     *
     * @param compute sampling and gradients
     * @param launch jobs and tasks
     * @param broadcast of the weights
     * @param gradients sending, receiving and summing, which overlap: the longest of the three
     * @param update optimiser and a copy of the weights
     * @param binding which of the three it is
     */
    record Step(double compute, double launch, double broadcast, double gradients, double update, String binding) {
        double seconds() {
            return compute + launch + broadcast + gradients + update;
        }

        double efficiency() {
            return compute / seconds();
        }
    }

    /** The number of a part. */
    double part(String name) {
        String value = parts.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException("the file of parts lacks " + name);
        }
        return Double.parseDouble(value);
    }

    /**
     * The cost of a step of one wave and one update.
     *
     * @param policy of what, and how much of it on each executor
     * @param executors how many, each with one shard
     * @param gradientShare bytes of a gradient as it travels over those of float32
     */
    Step step(Policy policy, int executors, double gradientShare) {
        double mb = policy.megabytes();
        double compute = policy.tokens() * (policy.sampleSeconds() + policy.learnSeconds());
        double launch =
                2 * (part("job.driver") + part("job.executors") / MEASURED_EXECUTORS + executors * part("task.driver"));
        // executors pass blocks on to one another, so that the driver sends them about once
        double broadcast = mb
                * (part("broadcast-mb.driver")
                        + part("broadcast-mb.executors") / MEASURED_EXECUTORS
                        + 1 / NETWORK_MB_PER_SECOND);
        double bytes = mb * gradientShare;
        double network = executors * bytes / NETWORK_MB_PER_SECOND;
        double receiving = executors * bytes * part("collect-mb-of-40.driver") / RECEIVING_THREADS;
        double summing = executors * mb * part("sum-seconds-per-mb");
        double gradients = Math.max(network, Math.max(receiving, summing)) + bytes * part("collect-mb-of-40.executors");
        String binding =
                network >= Math.max(receiving, summing) ? "network" : receiving >= summing ? "receiving" : "sum";
        return new Step(compute, launch, broadcast, gradients, mb * part("update-seconds-per-mb"), binding);
    }

    /**
     * Prints.
     *
     * @param args see the class comment
     * @throws IOException if the file cannot be read
     */
    public static void main(String[] args) throws IOException {
        Properties parts = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of(args[0]))) {
            parts.load(in);
        }
        CostModel model = new CostModel(parts);
        // SmolLM2-135M on one core as benchmarks/README.md has it, times the ratio of the weights
        double larger = 1.5e9 / 134_515_008;
        List<Policy> policies = List.of(
                new Policy(
                        "the demo, 0.6 MB; 8 problems × 8 rollouts × 16 tokens an executor",
                        0.6,
                        8 * 8 * 16,
                        model.part("demo.sample-seconds-per-token"),
                        model.part("demo.learn-seconds-per-token")),
                new Policy(
                        "10 million weights, 40 MB; 2 × 8 × 256 tokens an executor",
                        40,
                        2 * 8 * 256,
                        model.part("mb40-work.sample-seconds-per-token"),
                        model.part("mb40-work.learn-seconds-per-token")),
                new Policy(
                        "1.5 billion weights with an adapter of 5 MB; 1 × 8 × 512 tokens an executor",
                        5,
                        8 * 512,
                        larger * 0.348 / 64,
                        larger * 2 / 104));
        for (Policy policy : policies) {
            System.out.printf("%n%s:%n%n", policy.name());
            System.out.println("| executors | gradients | sampling and gradients, s | launching | broadcast |"
                    + " collecting and summing | optimiser | step, s | efficiency |");
            System.out.println("|---|---|---|---|---|---|---|---|---|");
            for (int executors : EXECUTORS) {
                row(model.step(policy, executors, 1), executors, "float32");
                row(model.step(policy, executors, 0.5), executors, "bfloat16");
            }
        }
    }

    private static void row(Step step, int executors, String gradients) {
        System.out.printf(
                Locale.ROOT,
                "| %d | %s | %.3g | %.2g | %.2g | %.2g (%s) | %.2g | %.3g | %.0f %% |%n",
                executors,
                gradients,
                step.compute(),
                step.launch(),
                step.broadcast(),
                step.gradients(),
                step.binding(),
                step.update(),
                step.seconds(),
                100 * step.efficiency());
    }
}
