package org.rlvr4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What one kind of verification makes of the rows of a file; called from several threads at once.
 *
 * @param <T> a row as it was understood
 */
interface RowJudge<T> {

    /**
     * Understands a row; the key {@code id} is not its business.
     *
     * @param row its fields; collects the mistakes
     * @return the row; whatever is returned for a row with mistakes is not judged
     */
    T read(RowFields row);

    /**
     * Judges a row.
     *
     * @param request what {@link #read} returned
     * @return the verdict
     */
    Judgement judge(T request);

    /**
     * Makes the verdict on a row that could not be judged.
     *
     * @param reason why
     * @return a verdict with the keys that this kind of verification has
     */
    Judgement failed(String reason);

    /** How many rows are judged one after the other by one thread: 1 where a row takes long. */
    int rowsATask();

    /** What a row can end as, written in lower case. */
    enum Outcome {
        CORRECT,
        INCORRECT,
        UNPARSEABLE,
        TIMEOUT,
        FAILED
    }

    /**
     * A row's verdict.
     *
     * @param outcome what was found
     * @param details the keys of the output row after {@code id} and {@code verdict}
     */
    record Judgement(Outcome outcome, ObjectNode details) {}
}
