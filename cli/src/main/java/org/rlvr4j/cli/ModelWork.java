package org.rlvr4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a model is asked to do with the rows of a file.
 *
 * @param <T> a row as it was understood
 */
interface ModelWork<T> {

    /** What goes on, such as {@code scoring}. */
    String name();

    /** What is made, such as {@code scores}. */
    String results();

    /**
     * Understands a row; the key {@code id} is not its business.
     *
     * @param row its fields; collects the mistakes
     * @return the row; whatever is returned for a row with mistakes is not worked on
     */
    T read(RowFields row);

    /**
     * How much of a batch a row takes.
     *
     * @return a share; a batch is full at 1
     */
    double share(T row);

    /**
     * Works on a batch.
     *
     * @param rows at least one
     * @param position how many rows were worked on before
     * @return for each row the keys of its output lines after {@code id}
     */
    List<List<ObjectNode>> results(List<T> rows, long position);
}
