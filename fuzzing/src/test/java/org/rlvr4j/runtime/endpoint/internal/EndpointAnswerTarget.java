package org.rlvr4j.runtime.endpoint.internal;

import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.fuzzing.Bounds;
import org.rlvr4j.runtime.endpoint.EndpointOptions.Api;

/**
 * Any bytes are a server's answer, of the shape that was asked for, or refused; and an error's body has a message. The bits of
 * the first byte say what was asked for: the interface, one answer or four, and whether log-probabilities.
 */
public final class EndpointAnswerTarget {

    private static final int MAX_TOKENS = 16;
    private static final Bounds BOUNDS = new Bounds(1 << 20, 600);

    private EndpointAnswerTarget() {}

    /** Reads a body as an answer and as an error. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        if (input.length == 0) {
            return;
        }
        Expected expected = new Expected(
                (input[0] & 1) == 0 ? Api.CHAT : Api.COMPLETIONS,
                (input[0] & 2) == 0 ? 1 : 4,
                MAX_TOKENS,
                (input[0] & 4) != 0);
        byte[] body = Arrays.copyOfRange(input, 1, input.length);
        BOUNDS.hold(input.length, () -> {
            try {
                check(new AnswerParser(expected, ApiKey.NONE).parse(body), expected);
            } catch (InvalidAnswerException e) {
                bounded(e.failure().message());
            }
            ErrorBody.isContext(ErrorBody.message(body, ApiKey.NONE));
        });
    }

    /** A message holds an excerpt of what the server said, not all of it. */
    private static void bounded(String message) {
        if (message.length() > 2_000 || message.chars().anyMatch(Character::isISOControl)) {
            throw new AssertionError("not fit for a log: " + message);
        }
    }

    private static void check(Answer answer, Expected expected) {
        if (answer.choices().isEmpty() || answer.choices().size() > expected.n()) {
            throw new AssertionError(answer);
        }
        count(answer.promptTokens());
        count(answer.completionTokens());
        bounded(answer.model());
        bounded(answer.fingerprint());
        ids(answer.promptTokenIds());
        for (Answer.Choice choice : answer.choices()) {
            if (choice instanceof Answer.Drawn drawn) {
                check(drawn, expected);
            } else if (choice instanceof Answer.Lost lost) {
                bounded(lost.failure().message());
            }
        }
    }

    private static void check(Answer.Drawn drawn, Expected expected) {
        double @Nullable [] logProbs = drawn.logProbs();
        if (expected.logProbs() != (logProbs != null)) {
            throw new AssertionError("log-probabilities: " + Arrays.toString(logProbs));
        }
        if (logProbs != null
                && (logProbs.length > MAX_TOKENS + 1
                        || !Arrays.stream(logProbs).allMatch(value -> value <= 0 && Double.isFinite(value)))) {
            throw new AssertionError(Arrays.toString(logProbs));
        }
        for (int i = 0;
                i < drawn.text().length();
                i += Character.charCount(drawn.text().codePointAt(i))) {
            if (Character.getType(drawn.text().codePointAt(i)) == Character.SURROGATE) {
                throw new AssertionError("half a character in the text");
            }
        }
        ids(drawn.tokenIds());
    }

    private static void count(OptionalLong tokens) {
        if (tokens.orElse(0) < 0) {
            throw new AssertionError(tokens);
        }
    }

    private static void ids(int @Nullable [] ids) {
        if (ids != null && Arrays.stream(ids).anyMatch(id -> id < 0)) {
            throw new AssertionError(Arrays.toString(ids));
        }
    }
}
