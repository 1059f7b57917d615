package org.rlvr4j.runtime.gpu.internal;

import java.io.IOException;
import org.rlvr4j.fuzzing.Bounds;

/** Any bytes are a config.json of a model or refused. */
public final class ModelConfigTarget {

    private static final Bounds BOUNDS = new Bounds(1 << 18, 400);

    private ModelConfigTarget() {}

    /** Reads a configuration. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        BOUNDS.hold(input.length, () -> {
            try {
                new ModelConfigReader(input, "config.json").read();
            } catch (IOException e) {
                // refused, as documented
            }
        });
    }
}
