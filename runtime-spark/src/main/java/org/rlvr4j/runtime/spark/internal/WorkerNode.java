package org.rlvr4j.runtime.spark.internal;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.worker.Worker;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker of a standalone cluster, as {@code bin/rlvr4j-spark worker} starts it. A master that does not take its secret is
 * said in one line; Spark's own worker would try for a quarter of an hour, with a stack trace each time.
 */
public final class WorkerNode {

    private static final Logger LOG = LoggerFactory.getLogger("rlvr4j-spark");
    private static final String SECRET = "spark.authenticate.secret";
    private static final int REFUSED = 2;

    private WorkerNode() {}

    /**
     * Runs a worker.
     *
     * @param arguments Spark's own; the secret is in the environment variable {@code _SPARK_AUTH_SECRET}
     */
    public static void main(String[] arguments) {
        SparkConf conf = new SparkConf();
        conf.set(SECRET, String.valueOf(System.getenv("_SPARK_AUTH_SECRET")));
        String refusal = Arrays.stream(arguments)
                .filter(argument -> argument.startsWith(StandaloneMaster.SCHEME))
                .findFirst()
                .map(master -> refusal(master, conf))
                .orElse("");
        if (!refusal.isEmpty()) {
            LOG.error(refusal);
            System.exit(REFUSED);
        }
        Worker.main(arguments);
    }

    /** Why the secret is refused; empty where it is taken, and where no master answers: that one may be started later. */
    private static String refusal(String master, SparkConf conf) {
        try {
            StandaloneMaster.require(master, conf);
            return "";
        } catch (InvalidOptionException e) {
            return e.mistakes().stream().allMatch(mistake -> mistake.option().equals(StandaloneMaster.SECRET_FILE))
                    ? e.mistakes().stream()
                            .map(InvalidOptionException.Mistake::message)
                            .collect(Collectors.joining("; "))
                    : "";
        }
    }
}
