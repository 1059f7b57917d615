package org.rlvr4j.runtime.spark.internal;

import java.io.File;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.runtime.spark.SparkOptions;

/** Spark's properties for a run. */
final class SparkContexts {

    private static final int SECRET_BYTES = 32;
    private static final int LEAST_LOSSES = 8;

    private SparkContexts() {}

    static boolean isLocal(SparkOptions options) {
        return options.master().equals("local") || options.master().startsWith("local[");
    }

    private static boolean isLocalCluster(SparkOptions options) {
        return options.master().startsWith("local-cluster");
    }

    /**
     * Makes the properties.
     *
     * @param options which cluster
     * @param threads of the engine in an executor
     * @throws InvalidOptionException if the secret's file cannot be read
     */
    static SparkConf conf(SparkOptions options, int threads) {
        SparkConf conf = new SparkConf(false)
                .setMaster(options.master())
                .setAppName("rlvr4j")
                // the engine allows one gradient a process
                .set("spark.executor.cores", "1")
                .set("spark.executor.memory", options.executorMemory())
                // gradients come one shard after the other
                .set("spark.driver.maxResultSize", "0")
                .set("spark.rpc.message.maxSize", "1024")
                // weights are random bits
                .set("spark.broadcast.compress", "false")
                .set("spark.plugins", FullDisk.class.getName())
                .set("spark.ui.showConsoleProgress", "false")
                .set("spark.ui.enabled", Boolean.toString(isLoopback(System.getenv("SPARK_LOCAL_IP"))));
        String address = System.getenv("SPARK_LOCAL_IP");
        if (address != null && !isLocal(options) && !isLocalCluster(options)) {
            // Spark would take the name that belongs to it, which executors may not know
            conf.set("spark.driver.host", address).set("spark.driver.bindAddress", address);
        }
        failure(conf, options);
        security(conf, options);
        executors(conf, options, threads);
        options.properties().forEach(property -> {
            int equals = property.indexOf('=');
            conf.set(property.substring(0, equals), property.substring(equals + 1));
        });
        return conf;
    }

    /** The UI binds to this address, and it shows prompts and paths: it is for this machine alone. */
    private static boolean isLoopback(@Nullable String address) {
        return address != null && (address.startsWith("127.") || address.equals("::1"));
    }

    /**
     * Refuses a driver that executors elsewhere cannot reach: Spark would start them again and again.
     *
     * @param options which cluster
     * @param address that Spark listens on; null for that of the machine's name
     * @throws InvalidOptionException if executors are elsewhere and the address is for this machine alone
     */
    static void requireReachable(SparkOptions options, @Nullable String address) {
        boolean elsewhere = !isLocal(options)
                && !isLocalCluster(options)
                && !options.master().matches("spark://(localhost|127\\..*)");
        boolean told = options.properties().stream().anyMatch(property -> property.startsWith("spark.driver.host="));
        if (elsewhere && !told && isLoopback(address)) {
            throw new InvalidOptionException(
                    "master",
                    "executors of " + options.master() + " cannot reach this process at " + address
                            + "; set the environment variable SPARK_LOCAL_IP to this machine's address");
        }
    }

    /**
     * Refuses a driver that is too small for Spark, which says so by options of a program of its own.
     *
     * @param bytes the most that the heap may take
     * @throws InvalidOptionException if Spark would refuse it
     */
    static void requireHeap(long bytes) {
        if (bytes < SparkOptions.LEAST_HEAP) {
            throw new InvalidOptionException(
                    "id",
                    "the heap of this process may take " + (bytes >> 20) + " MB, and Spark needs "
                            + (SparkOptions.LEAST_HEAP >> 20) + "; RLVR4J_JAVA_OPTS=-Xmx1g gives more");
        }
    }

    private static void failure(SparkConf conf, SparkOptions options) {
        // YARN and Kubernetes give up after so many failures in all, however long a run takes
        conf.set("spark.executor.maxNumFailures", Integer.toString(Math.max(LEAST_LOSSES, 2 * options.executors())))
                .set("spark.executor.failuresValidityInterval", "10m");
        int timeout = options.networkTimeoutSeconds();
        conf.set("spark.network.timeout", timeout + "s")
                .set("spark.executor.heartbeatInterval", Math.max(1, timeout / 6) + "s")
                .set("spark.network.timeoutInterval", Math.max(1, timeout / 3) + "s")
                .set("spark.task.maxFailures", "8");
    }

    private static void security(SparkConf conf, SparkOptions options) {
        conf.set("spark.authenticate", "true")
                .set("spark.network.crypto.enabled", "true")
                .set("spark.io.encryption.enabled", "true");
        if (isLocal(options) || isLocalCluster(options)) {
            byte[] secret = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(secret);
            conf.set("spark.authenticate.secret", HexFormat.of().formatHex(secret));
        } else if (!options.secretFile().isEmpty()) {
            conf.set("spark.authenticate.secret", SecretFile.read(Path.of(options.secretFile())));
        }
    }

    private static void executors(SparkConf conf, SparkOptions options, int threads) {
        if (options.executors() > 0) {
            conf.set("spark.executor.instances", Integer.toString(options.executors()))
                    .set("spark.cores.max", Integer.toString(options.executors()));
        }
        conf.set("spark.executorEnv.OMP_NUM_THREADS", Integer.toString(threads))
                .set("spark.executor.extraJavaOptions", "-XX:+UseSerialGC");
        if (isLocalCluster(options)) {
            conf.set("spark.executorEnv.SPARK_SCALA_VERSION", "2.13")
                    .set("spark.executor.extraClassPath", absoluteClassPath());
        }
    }

    private static String absoluteClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
