package org.rlvr4j.runtime.spark.internal;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.apache.spark.TaskKilledException;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** Runs the one command of a partition in an executor. */
final class PlacedFunction extends AbstractFunction1<Iterator<PlacedProcess>, Outcome<Integer>>
        implements Serializable {

    private static final long serialVersionUID = 1;

    private final CodeVersion code = CodeVersion.ofThisProcess();

    @Override
    public Outcome<Integer> apply(Iterator<PlacedProcess> partition) {
        PlacedProcess process = partition.next();
        return Outcome.of(() -> {
            CodeVersion.ofThisProcess().requireThatOf(code);
            try {
                return process.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TaskKilledException("the driver wants no more of it");
            }
        });
    }
}
