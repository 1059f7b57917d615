package org.rlvr4j.runtime.spark.internal;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** This process's work as YARN sees it: Spark waits for its start without end, and does not say why it waits or was ended. */
final class YarnApplication {

    private static final String TAGS = "spark.yarn.tags";
    private static final int ENDING_SECONDS = 10;

    private YarnApplication() {}

    /**
     * Starts an application and waits until it runs, or withdraws it.
     *
     * @param conf Spark's properties
     * @param patienceSeconds how long it may wait for a container of its own
     * @return the context
     * @throws IOException if it did not start in time; the message has YARN's words
     * @throws Exception that Spark throws where it is refused
     */
    static JavaSparkContext start(SparkConf conf, int patienceSeconds) throws Exception {
        String tag = "rlvr4j-" + UUID.randomUUID();
        conf.set(TAGS, conf.contains(TAGS) ? conf.get(TAGS) + "," + tag : tag);
        FutureTask<JavaSparkContext> starting = new FutureTask<>(() -> new JavaSparkContext(conf));
        Thread thread = new Thread(starting, "start of a YARN application");
        thread.setDaemon(true);
        // a process that ends while it waits would leave an application that runs for nobody
        Thread atExit = new Thread(() -> withdraw(tag));
        Runtime.getRuntime().addShutdownHook(atExit);
        thread.start();
        try {
            return starting.get(patienceSeconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            String words = withdraw(tag);
            thread.join(TimeUnit.SECONDS.toMillis(ENDING_SECONDS));
            throw new IOException(
                    "YARN has given it no container for " + patienceSeconds + " s (runtime.start-timeout-seconds)"
                            + (words.isEmpty() ? "" : ": " + words) + "; it was withdrawn",
                    e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            if (!SparkShards.isProcessEnding()) {
                Runtime.getRuntime().removeShutdownHook(atExit);
            }
        }
    }

    /**
     * Says how YARN sees an application.
     *
     * @param id as Spark gives it
     * @return its state and YARN's words on it; empty where YARN does not answer
     */
    static String words(String id) {
        try (YarnClient client = client()) {
            return words(client.getApplicationReport(ApplicationId.fromString(id)));
        } catch (IOException | YarnException | IllegalArgumentException e) {
            // the run has its own error, of which this would be a part
            return "";
        }
    }

    /**
     * Withdraws what waits or runs under a tag, so that it does not begin when nobody waits for it any more.
     *
     * @param tag of the application
     * @return what YARN said of it, such as why it waited; empty where there was none, or YARN does not answer
     */
    static String withdraw(String tag) {
        try (YarnClient client = client()) {
            String words = "";
            for (ApplicationReport report : client.getApplications(
                    Set.of("SPARK"),
                    EnumSet.complementOf(EnumSet.of(
                            YarnApplicationState.FINISHED, YarnApplicationState.FAILED, YarnApplicationState.KILLED)),
                    Set.of(tag))) {
                words = words(report);
                client.killApplication(report.getApplicationId());
            }
            return words;
        } catch (IOException | YarnException e) {
            return "";
        }
    }

    private static YarnClient client() {
        YarnClient client = YarnClient.createYarnClient();
        client.init(new YarnConfiguration());
        client.start();
        return client;
    }

    private static String words(ApplicationReport report) {
        String said = String.valueOf(report.getDiagnostics())
                .strip()
                .replaceAll("\\s+", " ")
                .replaceAll("[ ;.]+$", "");
        return "YARN says that " + report.getApplicationId() + " is " + report.getYarnApplicationState()
                + (said.isEmpty() ? "" : ": " + said);
    }
}
