/**
 * Problems from the files that users have: their rows, what the columns mean, which rows are kept, and on which side of the
 * split they are.
 *
 * <p>{@link org.rlvr4j.data.row} reads rows, {@link org.rlvr4j.data.mapping} makes problems of them, {@link
 * org.rlvr4j.data.FilesProblemSource} puts files together.
 *
 * @provides org.rlvr4j.api.spi.ProblemSourceProvider the problem source {@code files}
 */
module org.rlvr4j.data {
    requires static org.apiguardian.api;
    requires transitive com.fasterxml.jackson.databind;
    requires transitive org.rlvr4j.api;
    requires aircompressor;
    // aircompressor is an automatic module and cannot say itself that it needs this one
    requires jdk.unsupported;

    exports org.rlvr4j.data;
    exports org.rlvr4j.data.check;
    exports org.rlvr4j.data.mapping;
    exports org.rlvr4j.data.row;

    provides org.rlvr4j.api.spi.ProblemSourceProvider with
            org.rlvr4j.data.internal.FilesSourceProvider;
}
