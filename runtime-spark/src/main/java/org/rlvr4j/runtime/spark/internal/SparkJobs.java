package org.rlvr4j.runtime.spark.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Function1;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/** Jobs of one task for each item. */
final class SparkJobs {

    private SparkJobs() {}

    /**
     * Broadcasts.
     *
     * @param context which cluster
     * @param value what is sent to executors that ask for it
     * @return where they find it
     * @throws UncheckedIOException if it fits neither into the heap nor on the disk; the message names the folders
     */
    static <T> Broadcast<T> broadcast(JavaSparkContext context, T value) {
        try {
            return context.broadcast(value);
        } catch (Exception e) {
            // Scala's exceptions are not declared
            if (e instanceof IOException disk) {
                throw new UncheckedIOException(FullDisk.here(Reason.of(disk)), disk);
            }
            throw e;
        }
    }

    /**
     * Submits a job and does not wait for it.
     *
     * @param context which cluster
     * @param items what is sent, one to each task
     * @param work what each task does with its item; runs in an executor
     * @param arrived receives the number of a task with what came of it, on a thread of Spark's
     * @return the job
     */
    static <T, R> SimpleFutureAction<Object> submit(
            JavaSparkContext context, List<T> items, Function1<Iterator<T>, R> work, BiConsumer<Integer, R> arrived) {
        List<Object> numbers =
                new ArrayList<>(IntStream.range(0, items.size()).boxed().toList());
        return context.sc()
                .submitJob(
                        // Spark's serialisation wants a list of a plain kind
                        context.parallelize(new ArrayList<>(items), items.size())
                                .rdd(),
                        work,
                        CollectionConverters.asScala(numbers).toSeq(),
                        (task, result) -> {
                            arrived.accept((Integer) task, result);
                            return BoxedUnit.UNIT;
                        },
                        () -> (Object) true);
    }
}
