package org.rlvr4j.runtime.spark.internal;

import java.io.IOException;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.runtime.spark.SparkOptions;

/** The one connection to a cluster that Spark allows a process, shared by all policies that are open in it. */
final class SharedContext implements AutoCloseable {

    private static @Nullable SharedContext current;

    private final SparkOptions options;
    private final JavaSparkContext context;
    private final @Nullable ExecutorWatch watch;
    private int users;

    private SharedContext(SparkOptions options, JavaSparkContext context) {
        this.options = options;
        this.context = context;
        if (SparkContexts.isLocal(options)) {
            watch = null;
        } else {
            watch = new ExecutorWatch(options.master(), context.sc().applicationId(), options.startTimeoutSeconds());
            context.sc().addSparkListener(watch);
        }
    }

    /**
     * Connects, or joins those who are connected.
     *
     * @param options which cluster
     * @param threads of the engine in an executor
     * @throws IOException if this process is connected by other options
     * @throws InvalidOptionException if the cluster cannot be used; the message says why
     */
    static synchronized SharedContext open(SparkOptions options, int threads) throws IOException {
        SharedContext open = current;
        if (open == null) {
            open = new SharedContext(options, connect(options, threads));
            current = open;
        } else if (!open.options.equals(options)) {
            throw new IOException("this process is connected to Spark at " + open.options.master()
                    + " by other options; Spark allows one connection a process");
        }
        open.users++;
        return open;
    }

    private static JavaSparkContext connect(SparkOptions options, int threads) {
        SparkContexts.requireHeap(Runtime.getRuntime().maxMemory());
        SparkContexts.requireReachable(options, System.getenv("SPARK_LOCAL_IP"));
        SparkConf conf = SparkContexts.conf(options, threads);
        if (options.master().startsWith(StandaloneMaster.SCHEME)) {
            StandaloneMaster.require(options.master(), conf);
        } else if (options.master().startsWith(ResourceSchedulers.KUBERNETES)) {
            ResourceSchedulers.requireKubernetes(conf);
        } else if (options.master().equals(ResourceSchedulers.YARN)) {
            ResourceSchedulers.requireYarn(System.getenv("HADOOP_CONF_DIR"), System.getenv("YARN_CONF_DIR"));
        }
        try {
            return options.master().equals(ResourceSchedulers.YARN)
                    ? YarnApplication.start(conf, options.startTimeoutSeconds())
                    : new JavaSparkContext(conf);
        } catch (Exception e) {
            // Scala's exceptions are not declared
            throw new InvalidOptionException(
                    "master", "Spark at " + options.master() + " cannot be used: " + Reason.of(e));
        }
    }

    JavaSparkContext context() {
        return context;
    }

    @Nullable
    ExecutorWatch watch() {
        return watch;
    }

    /** Disconnects when the last has closed. */
    @Override
    public void close() {
        synchronized (SharedContext.class) {
            users--;
            if (users == 0) {
                // of a local master the executors' policy is in this process
                ExecutorPolicy.close();
                context.stop();
                current = null;
            }
        }
    }
}
