package org.rlvr4j.runtime.endpoint.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.evaluation.SampleFailure;

/**
 * Reads the body of an answer, believing nothing. Whatever the bytes are, the outcome is an {@link Answer} or an
 * {@link InvalidAnswerException}.
 */
final class AnswerParser {

    private static final long MOST_TOKENS = 1_000_000_000;

    /** Values around the choices, and in each of them. */
    private static final long VALUES = 2_000;

    /** Values that a token's log-probability and the bytes of its text may take. */
    private static final long VALUES_A_TOKEN = 100;

    private final Expected expected;
    private final ApiKey key;

    AnswerParser(Expected expected, ApiKey key) {
        this.expected = expected;
        this.key = key;
    }

    Answer parse(byte[] body) throws InvalidAnswerException {
        String text = StrictJson.text(body);
        JsonNode root = StrictJson.object(text, mostValues(), key);
        refuseError(root);
        List<Answer.Choice> choices = choices(root);
        JsonNode usage = root.path("usage");
        return new Answer(
                choices,
                count(usage, "prompt_tokens"),
                count(usage, "completion_tokens"),
                name(root, "model"),
                name(root, "system_fingerprint"),
                promptTokenIds(root));
    }

    private long mostValues() {
        // token ids come whether or not they are asked for, the prompt's too
        long tokens = (long) expected.maxTokens() * (expected.logProbs() ? VALUES_A_TOKEN : 2);
        return Math.min(Integer.MAX_VALUE, 200_000 + expected.n() * (VALUES + tokens));
    }

    private void refuseError(JsonNode root) throws InvalidAnswerException {
        JsonNode error = root.path("error");
        if (!error.isMissingNode() && !error.isNull()) {
            throw new InvalidAnswerException(
                    SampleFailure.Kind.SERVER_ERROR,
                    "the server reports an error with status"
                            + " 200: "
                            + ServerText.quote(ErrorBody.message(root).orElse(error.toString()), key));
        }
    }

    private String name(JsonNode root, String field) {
        JsonNode value = root.path(field);
        return value.isTextual() ? ServerText.name(value.textValue(), key) : "";
    }

    /** Choices by their index, or in their order where they have none. */
    private List<Answer.Choice> choices(JsonNode root) throws InvalidAnswerException {
        JsonNode array = root.path("choices");
        if (!array.isArray()) {
            throw new InvalidAnswerException("the answer has no list \"choices\"");
        }
        if (array.isEmpty() || array.size() > expected.n()) {
            throw new InvalidAnswerException(
                    "the answer has " + array.size() + " choices where " + expected.n() + " were asked for");
        }
        Answer.@Nullable Choice[] byIndex = new Answer.Choice[expected.n()];
        for (int i = 0; i < array.size(); i++) {
            JsonNode choice = array.get(i);
            JsonNode given = choice.path("index");
            int index = given.isMissingNode() || given.isNull() ? i : given.asInt(-1);
            if (!choice.isObject() || index < 0 || index >= byIndex.length || byIndex[index] != null) {
                throw new InvalidAnswerException(
                        "choice " + i + " is not an object with an index of its own below " + expected.n());
            }
            byIndex[index] = choice(choice);
        }
        List<Answer.Choice> found = new ArrayList<>();
        for (Answer.Choice choice : byIndex) {
            if (choice != null) {
                found.add(choice);
            }
        }
        return found;
    }

    private Answer.Choice choice(JsonNode choice) {
        try {
            StopReason stop = stop(choice);
            String text = ChoiceText.of(choice, expected.api(), key);
            if (key.isIn(text)) {
                throw new InvalidAnswerException("the answer holds the key that was sent");
            }
            TokenLogProbs tokens = TokenLogProbs.of(choice, expected, text);
            return new Answer.Drawn(text, stop, tokens.logProbs(), tokens.ids());
        } catch (InvalidAnswerException e) {
            return new Answer.Lost(e.failure());
        }
    }

    private StopReason stop(JsonNode choice) throws InvalidAnswerException {
        JsonNode reason = choice.path("finish_reason");
        if (!reason.isTextual()) {
            throw new InvalidAnswerException("the answer has no finish_reason: it may not be whole");
        }
        return switch (reason.textValue()) {
            case "stop" -> StopReason.STOP_TOKEN;
            case "length" -> StopReason.LENGTH;
            case "content_filter" ->
                throw new InvalidAnswerException(
                        SampleFailure.Kind.FILTERED, "the server filtered the answer (finish_reason content_filter)");
            case "tool_calls", "function_call" ->
                throw new InvalidAnswerException("the model called a tool in place of answering");
            default ->
                throw new InvalidAnswerException(
                        "the answer has the unknown finish_reason " + ServerText.quote(reason.textValue(), key));
        };
    }

    private static OptionalLong count(JsonNode usage, String field) throws InvalidAnswerException {
        JsonNode value = usage.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return OptionalLong.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new InvalidAnswerException("usage." + field + " is not a number of tokens");
        }
        long tokens = value.longValue();
        if (tokens < 0 || tokens > MOST_TOKENS) {
            throw new InvalidAnswerException("usage." + field + " is not a number of tokens");
        }
        return OptionalLong.of(tokens);
    }

    private static int @Nullable [] promptTokenIds(JsonNode root) throws InvalidAnswerException {
        JsonNode ids = root.path("prompt_token_ids");
        return TokenLogProbs.ids(
                ids.isArray() ? ids : root.path("choices").path(0).path("prompt_token_ids"));
    }

    /** Sums log-probabilities. */
    static double sum(double[] logProbs) {
        return Arrays.stream(logProbs).sum();
    }
}
