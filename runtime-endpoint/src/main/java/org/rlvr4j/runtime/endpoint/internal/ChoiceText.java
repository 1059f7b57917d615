package org.rlvr4j.runtime.endpoint.internal;

import com.fasterxml.jackson.databind.JsonNode;
import org.rlvr4j.api.evaluation.SampleFailure;
import org.rlvr4j.runtime.endpoint.EndpointOptions.Api;

/** Finds the text of a choice. */
final class ChoiceText {

    private ChoiceText() {}

    static String of(JsonNode choice, Api api, ApiKey key) throws InvalidAnswerException {
        String text = api == Api.CHAT ? message(choice.path("message"), key) : completion(choice);
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (Character.getType(text.codePointAt(i)) == Character.SURROGATE) {
                throw new InvalidAnswerException("the answer's text holds half a character (a lone surrogate)");
            }
        }
        return text;
    }

    private static String completion(JsonNode choice) throws InvalidAnswerException {
        JsonNode text = choice.path("text");
        if (!text.isTextual()) {
            throw new InvalidAnswerException("the answer has no text");
        }
        return text.textValue();
    }

    /** A message's content; what a server took out of it as reasoning is no part of the answer. */
    private static String message(JsonNode message, ApiKey key) throws InvalidAnswerException {
        JsonNode calls = message.path("tool_calls");
        if (calls.isArray() && !calls.isEmpty()) {
            throw new InvalidAnswerException("the model called a tool in place of answering");
        }
        if (message.path("refusal").isTextual()
                && !message.path("refusal").textValue().isEmpty()) {
            throw new InvalidAnswerException(
                    SampleFailure.Kind.FILTERED,
                    "the server refused to answer: "
                            + ServerText.quote(message.path("refusal").textValue(), key));
        }
        JsonNode content = message.path("content");
        if (content.isTextual()) {
            return content.textValue();
        }
        boolean onlyReasoned = message.path("reasoning_content").isTextual()
                || message.path("reasoning").isTextual();
        if (content.isNull() && onlyReasoned) {
            return "";
        }
        throw new InvalidAnswerException("the answer's message has no content");
    }
}
