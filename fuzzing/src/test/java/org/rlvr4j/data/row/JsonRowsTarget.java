package org.rlvr4j.data.row;

import java.nio.file.Path;
import org.rlvr4j.data.FileOptions;
import org.rlvr4j.data.FileRows;
import org.rlvr4j.fuzzing.Bounds;
import org.rlvr4j.fuzzing.InputFile;

/**
 * Any bytes are a file of rows, good and broken ones: JSON Lines, an array, or gzip of it, by the input's first byte. Packed
 * input may unpack to a thousand times its length, which is what deflate can do.
 */
public final class JsonRowsTarget {

    private static final Bounds PLAIN = new Bounds(1 << 20, 600);
    private static final Bounds PACKED = new Bounds(1 << 20, 600_000);

    private JsonRowsTarget() {}

    /** Reads a file's rows and what their columns mean. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        if (input.length == 0) {
            return;
        }
        boolean packed = input[0] == 'z';
        String name = packed ? "fuzz.jsonl.gz" : input[0] == 'a' ? "fuzz.json" : "fuzz.jsonl";
        Path file = InputFile.write(name, java.util.Arrays.copyOfRange(input, 1, input.length));
        (packed ? PACKED : PLAIN).hold(input.length, () -> FileRows.read(FileOptions.of(file)));
    }
}
