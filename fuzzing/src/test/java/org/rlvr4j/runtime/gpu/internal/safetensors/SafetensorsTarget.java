package org.rlvr4j.runtime.gpu.internal.safetensors;

import java.io.IOException;
import org.rlvr4j.fuzzing.Bounds;

/** Any bytes are a safetensors file or refused. */
public final class SafetensorsTarget {

    private static final Bounds BOUNDS = new Bounds(1 << 17, 300);

    private SafetensorsTarget() {}

    /** Reads a file's header. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        BOUNDS.hold(input.length, () -> {
            try {
                Safetensors.parse(input, "fuzz.safetensors");
            } catch (IOException e) {
                // refused, as documented
            }
        });
    }
}
