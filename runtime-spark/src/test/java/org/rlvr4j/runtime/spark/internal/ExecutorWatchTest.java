package org.rlvr4j.runtime.spark.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.cluster.ExecutorInfo;
import org.junit.jupiter.api.Test;
import scala.collection.immutable.Map$;

/** When a cluster is given up. */
class ExecutorWatchTest {

    private static SparkListenerExecutorAdded added(int id) {
        return new SparkListenerExecutorAdded(
                0, Integer.toString(id), new ExecutorInfo("host", 1, Map$.MODULE$.empty(), Map$.MODULE$.empty()));
    }

    private static SparkListenerExecutorRemoved removed(int id) {
        return new SparkListenerExecutorRemoved(0, Integer.toString(id), "Command exited with code 137\nmore");
    }

    private static String complaint(ExecutorWatch watch) {
        return String.valueOf(
                assertThrows(UncheckedIOException.class, watch::check).getMessage());
    }

    @Test
    void noExecutorForLongIsTheEnd() {
        ExecutorWatch watch = new ExecutorWatch("spark://a:7077", "app-1", 0);
        assertTrue(complaint(watch).startsWith("Spark at spark://a:7077: it has had no executor for 0 s"));
        watch.onExecutorAdded(added(0));
        assertDoesNotThrow(watch::check);
        watch.onExecutorRemoved(removed(0));
        assertTrue(complaint(watch)
                .contains("the last was lost because: Command exited with code 137 (its own words are in "));
    }

    @Test
    void executorsThatDieOneAfterTheOtherAreTheEndUnlessWorkGetsDone() {
        ExecutorWatch watch = new ExecutorWatch("yarn", "app-1", 1000);
        for (int id = 0; id < 20; id++) {
            watch.onExecutorAdded(added(id));
            watch.onExecutorRemoved(removed(id));
            if (id % 7 == 6) {
                watch.taskDone();
            }
            assertDoesNotThrow(watch::check);
        }
        assertEquals(20, watch.lost());
        for (int id = 20; id < 22; id++) {
            watch.onExecutorAdded(added(id));
            watch.onExecutorRemoved(removed(id));
        }
        assertTrue(complaint(watch).contains("die one after the other, 8 since the last shard"), complaint(watch));
    }
}
