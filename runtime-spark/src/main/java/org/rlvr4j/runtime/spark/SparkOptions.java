package org.rlvr4j.runtime.spark;

import java.util.List;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;
import org.rlvr4j.runtime.gpu.DjlOptions;

/**
 * Which cluster, and how patient to be with it.
 *
 * @param master where executors are
 * @param executors how many to ask for
 * @param executorMemory Java heap of an executor
 * @param networkTimeoutSeconds when a silent executor is given up
 * @param startTimeoutSeconds when a cluster without executors is given up
 * @param weights what is broadcast after an update
 * @param gradients how executors send them
 * @param rolloutsByExecutors who writes logs of training's rollouts
 * @param secretFile what the nodes of a standalone cluster authenticate one another by
 * @param properties further properties of Spark
 * @param engine the engine in the driver and in each executor
 */
public record SparkOptions(
        @Option("local[n] (this process), local-cluster[EXECUTORS,CORES,MB] (processes of this machine),"
                + " spark://HOST:PORT, yarn or k8s://URL")
        String master,

        @Option(
                value =
                        "executors to ask for, of one core each; 0 takes all of a standalone cluster, and two of yarn and"
                                + " Kubernetes; local masters say it themselves",
                defaultsTo = "0")
        int executors,

        @Option(
                value = "Java heap of an executor as Spark writes it, such as 4g; the engine's memory comes on top",
                defaultsTo = "1g")
        String executorMemory,

        @Option(
                value = "an executor that is silent for so long is given up and its shards are computed by others, in"
                        + " seconds; at least 3",
                defaultsTo = "30")
        int networkTimeoutSeconds,

        @Option(
                value = "the run ends with an error where there is no executor for so long, in seconds; at least 1",
                defaultsTo = "120")
        int startTimeoutSeconds,

        @Option(
                value = "what is broadcast after an update: whole, or changes, what changed since the last, compressed"
                        + " without loss",
                defaultsTo = "whole")
        WeightsTransfer weights,

        @Option(
                value = "how executors send gradients: float32, or bfloat16, half as many bytes and rounded to 8 bits",
                defaultsTo = "float32")
        DjlOptions.DataTypeChoice gradients,

        @Option(
                value =
                        "whether executors write the logs of training's rollouts themselves; the run folder must be at the"
                                + " same path on all machines, on a file system that they share",
                defaultsTo = "false")
        boolean rolloutsByExecutors,

        @Option(
                value = "file with the secret by which a standalone cluster's nodes authenticate one another; local"
                        + " masters, yarn and k8s make their own",
                defaultsTo = "")
        String secretFile,

        @Option(
                value = "further properties of Spark, each NAME=VALUE; they win over those that are set here",
                defaultsTo = "[]")
        List<String> properties,

        @Option("the engine in the driver and in each executor; threads = 0 is one thread, the core of an executor")
        DjlOptions engine) {

    /** How weights travel to executors. */
    public enum WeightsTransfer {
        /** All of them, float32. */
        WHOLE,
        /** What changed since the revision before, without loss. */
        CHANGES
    }

    /** The smallest heap in which Spark starts, in bytes. */
    public static final long LEAST_HEAP = 450L << 20;

    /** Copies and checks. */
    public SparkOptions {
        properties = List.copyOf(properties);
        OptionChecks checks = new OptionChecks()
                .that(
                        master.matches(
                                "local|local\\[(\\d+|\\*)]|local-cluster\\[\\s*\\d+\\s*,\\s*\\d+\\s*,\\s*\\d+\\s*]"
                                        + "|spark://.+|yarn|k8s://.+"),
                        "master",
                        master,
                        "must be local[n], local-cluster[EXECUTORS,CORES,MB], spark://HOST:PORT, yarn or k8s://URL")
                .that(executors >= 0, "executors", executors, "must be at least 0")
                .that(
                        executorMemory.matches("[1-9]\\d{0,8}[mgt]")
                                && (!executorMemory.endsWith("m") || megabytes(executorMemory) >= LEAST_HEAP >> 20),
                        "executor-memory",
                        executorMemory,
                        "must be a number and m, g or t, such as 4g, and at least 450m")
                .that(
                        networkTimeoutSeconds >= 3,
                        "network-timeout-seconds",
                        networkTimeoutSeconds,
                        "must be at least 3")
                .that(startTimeoutSeconds >= 1, "start-timeout-seconds", startTimeoutSeconds, "must be at least 1")
                .that(
                        secretFile.isEmpty() || master.startsWith("spark://"),
                        "secret-file",
                        secretFile,
                        "is for masters spark://HOST:PORT only; the others make a secret of their own");
        properties.forEach(property -> checks.that(
                property.matches("spark\\.[A-Za-z0-9._-]+=.*"),
                "properties",
                property,
                "must be NAME=VALUE with a name that begins with spark."));
        checks.orThrow();
    }

    private static long megabytes(String memory) {
        return Long.parseLong(memory.substring(0, memory.length() - 1));
    }
}
