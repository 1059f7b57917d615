package org.rlvr4j.runtime.gpu.internal.gguf;

/**
 * In which order rows are taken from a file.
 *
 * <p>llama.cpp's converter writes the query and key rows of the architecture {@code llama} in another order, for it rotates
 * neighbours where Hugging Face rotates the halves of a head: its row (head, i, s) is row (head, s, i) there, with s of 2.
 *
 * @param headRows rows of a head that are interleaved, or 1 where none are
 */
record RowOrder(int headRows) {

    static final RowOrder UNCHANGED = new RowOrder(1);

    /** The row of the file that holds a row of the model. */
    long source(long row) {
        if (headRows == 1) {
            return row;
        }
        long inHead = row % headRows;
        int half = headRows / 2;
        return row - inHead + 2 * (inHead % half) + inHead / half;
    }

    /** The largest number of rows, at most so many or one head, within which rows stay. */
    long windowRows(long most) {
        return Math.max(1, most / headRows) * headRows;
    }
}
