package org.rlvr4j.verifiers.math;

import java.nio.charset.StandardCharsets;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.fuzzing.Bounds;

/**
 * Any gold answer, in the first line, and any response, in the others, get a verdict: the same in both orders of reading, and
 * within the comparison's budget of steps, which is why much may be allocated for little input.
 */
public final class MathAnswerTarget {

    private static final Bounds BOUNDS = new Bounds(20_000_000, 2_000);
    private static final MathVerifierOptions OPTIONS =
            OptionSchema.of(MathVerifierOptions.class).defaults();

    private MathAnswerTarget() {}

    /** Judges a response by a gold answer. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        String text = new String(input, StandardCharsets.UTF_8);
        int line = text.indexOf('\n');
        String gold = line < 0 ? "42" : text.substring(0, line);
        String response = text.substring(line + 1);
        BOUNDS.hold(input.length, () -> {
            Verdict first = new MathVerifier(OPTIONS).explain(gold, response).verdict();
            Verdict second = new MathVerifier(OPTIONS).explain(gold, response).verdict();
            if (!first.equals(second)) {
                throw new AssertionError(first + " and then " + second);
            }
        });
    }
}
