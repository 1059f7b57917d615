package org.rlvr4j.verifiers.math.countdown;

import java.nio.charset.StandardCharsets;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.fuzzing.Bounds;

/** Any response to a Countdown problem gets a verdict; a correct one is correct as it is canonically written. */
public final class CountdownTarget {

    private static final Bounds BOUNDS = new Bounds(1 << 17, 400);
    private static final Problem PROBLEM = new Problem("p", "", "2 3 3 7 25=50");
    private static final CountdownVerifier VERIFIER = new CountdownVerifier(
            OptionSchema.of(CountdownVerifierOptions.class).defaults());

    private CountdownTarget() {}

    /** Judges a response, and reads it as a reference. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        String text = new String(input, StandardCharsets.UTF_8);
        BOUNDS.hold(input.length, () -> {
            if (VERIFIER.verify(PROBLEM, text) instanceof Verdict.Correct correct
                    && !VERIFIER.verify(PROBLEM, correct.answer()).isCorrect()) {
                throw new AssertionError(correct.answer() + " is not correct, as which it was read");
            }
        });
        BOUNDS.hold(input.length, () -> VERIFIER.verify(new Problem("p", "", text), "2 + 3"));
    }
}
