package org.rlvr4j.runtime.spark.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/** Gives a cluster up that has no executors, or whose executors die one after the other; Spark alone waits for ever. */
final class ExecutorWatch extends SparkListener {

    /** So many executors may be lost without a single task done. */
    private static final int LOSSES = 8;

    private final String master;
    private final String application;
    private final long patienceNanos;
    private final int patienceSeconds;
    private final Set<String> executors = new HashSet<>();
    private long emptySince = System.nanoTime();
    private int lost;
    private int lostSinceTask;
    private String lastReason = "";

    /**
     * Watches.
     *
     * @param master of the cluster, for messages
     * @param application its id of this process's work, for messages
     * @param patienceSeconds how long there may be no executor
     */
    ExecutorWatch(String master, String application, int patienceSeconds) {
        this.master = master;
        this.application = application;
        this.patienceSeconds = patienceSeconds;
        this.patienceNanos = patienceSeconds * 1_000_000_000L;
    }

    @Override
    public synchronized void onExecutorAdded(SparkListenerExecutorAdded added) {
        executors.add(added.executorId());
    }

    @Override
    public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
        lost++;
        lostSinceTask++;
        lastReason = String.valueOf(removed.reason()).lines().findFirst().orElse("");
        if (executors.remove(removed.executorId()) && executors.isEmpty()) {
            emptySince = System.nanoTime();
        }
    }

    synchronized void taskDone() {
        lostSinceTask = 0;
    }

    synchronized int lost() {
        return lost;
    }

    /** Throws where waiting on is vain. */
    synchronized void check() {
        if (lostSinceTask >= LOSSES) {
            throw gone("its executors die one after the other, " + lostSinceTask + " since the last shard was done");
        }
        requireExecutors();
    }

    /** Throws where there has been no executor for long. */
    synchronized void requireExecutors() {
        if (executors.isEmpty() && System.nanoTime() - emptySince > patienceNanos) {
            throw gone(
                    "it has had no executor for " + patienceSeconds
                            + " s (runtime.start-timeout-seconds); "
                            + (master.startsWith(ResourceSchedulers.KUBERNETES)
                                    ? "kubectl describe pods shows what pods that are made wait for, such as their image, cores or memory"
                                    : "are its workers up, and have they the cores and the memory of runtime.executor-memory free?"));
        }
    }

    /** Says where executors say what ails them. */
    static String placeOfWords(String master, String application) {
        if (master.equals(ResourceSchedulers.YARN)) {
            return "the logs of its containers: yarn logs -applicationId " + application;
        }
        if (master.startsWith(ResourceSchedulers.KUBERNETES)) {
            return "the logs of its pods: kubectl logs -l spark-app-selector=" + application;
        }
        return "the files stderr of work/" + application
                + (master.startsWith(StandaloneMaster.SCHEME) ? " where the workers run" : " in SPARK_HOME");
    }

    private UncheckedIOException gone(String what) {
        String message = "Spark at " + master + ": " + what
                + (lastReason.isEmpty()
                        ? ""
                        : "; the last was lost because: " + lastReason + " (its own words are in "
                                + placeOfWords(master, application) + ")");
        return new UncheckedIOException(message, new IOException(message));
    }
}
