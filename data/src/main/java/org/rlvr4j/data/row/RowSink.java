package org.rlvr4j.data.row;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Receives the rows of a file in order, good and broken ones. */
public interface RowSink {

    /**
     * Takes a row.
     *
     * @param where its place in the file, such as {@code line 7}
     * @param row its columns
     */
    void row(String where, ObjectNode row);

    /**
     * Takes note of a row, or of a file's rest, that cannot be read.
     *
     * @param where its place in the file, such as {@code line 7}
     * @param reason what is wrong; short, on one line, without invisible characters
     */
    void broken(String where, String reason);
}
