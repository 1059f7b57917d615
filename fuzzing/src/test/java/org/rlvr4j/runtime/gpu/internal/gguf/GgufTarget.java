package org.rlvr4j.runtime.gpu.internal.gguf;

import java.nio.file.Path;
import org.rlvr4j.fuzzing.Bounds;
import org.rlvr4j.fuzzing.InputFile;
import org.rlvr4j.runtime.gpu.InvalidGgufException;

/** Any bytes are a GGUF file that can be converted or refused: header, layout, tokenizer. */
public final class GgufTarget {

    private static final Bounds BOUNDS = new Bounds(1 << 18, 400);

    private GgufTarget() {}

    /** Reads a file up to where its conversion would begin. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Path file = InputFile.write("fuzz.gguf", input);
        BOUNDS.hold(input.length, () -> {
            try (GgufConversion conversion = GgufConversion.open(file)) {
                conversion.architecture();
            } catch (InvalidGgufException e) {
                // refused, as documented
            }
        });
    }
}
