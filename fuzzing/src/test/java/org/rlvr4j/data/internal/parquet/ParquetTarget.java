package org.rlvr4j.data.internal.parquet;

import java.nio.file.Path;
import org.rlvr4j.data.FileOptions;
import org.rlvr4j.data.FileRows;
import org.rlvr4j.fuzzing.Bounds;
import org.rlvr4j.fuzzing.InputFile;

/** Any bytes are a Parquet file, whole or damaged: the rows before the damage are given. */
public final class ParquetTarget {

    private static final Bounds BOUNDS = new Bounds(1 << 22, 2_000);

    private ParquetTarget() {}

    /** Reads a file's rows and what their columns mean. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Path file = InputFile.write("fuzz.parquet", input);
        BOUNDS.hold(input.length, () -> FileRows.read(FileOptions.of(file)));
    }
}
