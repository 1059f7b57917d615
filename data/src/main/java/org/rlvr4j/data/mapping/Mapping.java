package org.rlvr4j.data.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Says what the columns of a row mean. */
public interface Mapping {

    /**
     * Returns the name by which recipes ask for it.
     *
     * @return such as {@code gsm8k}
     */
    String name();

    /**
     * Reads a row.
     *
     * @param row its columns
     * @return what they mean
     * @throws InvalidRowException if a column is missing or of a kind that it cannot be
     */
    MappedRow map(ObjectNode row) throws InvalidRowException;
}
