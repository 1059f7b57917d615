package org.rlvr4j.data;

/**
 * A row that cannot be used.
 *
 * @param where its place in the file, such as {@code line 7}
 * @param reason what is wrong; short, on one line, without invisible characters
 */
public record BrokenRow(String where, String reason) {

    @Override
    public String toString() {
        return where + ": " + reason;
    }
}
