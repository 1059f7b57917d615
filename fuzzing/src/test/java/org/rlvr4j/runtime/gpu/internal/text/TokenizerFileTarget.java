package org.rlvr4j.runtime.gpu.internal.text;

import java.io.IOException;
import org.rlvr4j.fuzzing.Bounds;

/** Any bytes are the vocabulary of a tokenizer.json or refused. */
public final class TokenizerFileTarget {

    private static final Bounds BOUNDS = new Bounds(1 << 18, 400);

    private TokenizerFileTarget() {}

    /** Reads a vocabulary. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        BOUNDS.hold(input.length, () -> {
            try {
                TokenizerFile file = TokenizerFile.parse(input, "tokenizer.json");
                if (file.isOfCharacters()) {
                    Tokenizer.read(input, "tokenizer.json").close();
                }
            } catch (IOException e) {
                // refused, as documented
            }
        });
    }
}
