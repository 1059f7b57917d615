package org.rlvr4j.runtime.endpoint.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.runtime.endpoint.AnswerOptions;
import org.rlvr4j.runtime.endpoint.EndpointOptions;
import org.rlvr4j.runtime.endpoint.EndpointOptions.Api;

/** Writes requests. */
final class RequestBody {

    static final String MAX_TOKENS = "max_tokens";
    static final String MAX_COMPLETION_TOKENS = "max_completion_tokens";

    private final EndpointOptions options;
    private final AnswerOptions answers;
    private final String model;

    RequestBody(EndpointOptions options, AnswerOptions answers, String model) {
        this.options = options;
        this.answers = answers;
        this.model = model;
    }

    /**
     * Writes one request.
     *
     * @param request what is asked
     * @param maxTokensKey {@link #MAX_TOKENS} or {@link #MAX_COMPLETION_TOKENS}
     * @param neutral how the server is told that something is off
     */
    byte[] write(Request request, String maxTokensKey, NeutralValues neutral) {
        ObjectNode body = ExtraBody.parse(options.extraBody());
        body.put("model", model);
        prompt(body, request);
        body.put("n", request.n()).put("stream", false).put("temperature", answers.temperature());
        body.put(maxTokensKey, request.maxTokens());
        sampling(body, neutral);
        request.seed().ifPresent(seed -> body.put("seed", seed));
        if (answers.logProbs()) {
            logProbs(body);
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void prompt(ObjectNode body, Request request) {
        int[] ids = request.promptTokens();
        if (ids != null) {
            ArrayNode prompt = body.putArray("prompt");
            Arrays.stream(ids).forEach(prompt::add);
            // an extension of vLLM; other servers give ids unasked, or not at all
            body.put("return_token_ids", true);
            return;
        }
        if (options.api() == Api.COMPLETIONS) {
            body.put("prompt", request.prompt());
            return;
        }
        ArrayNode messages = body.putArray("messages");
        if (!options.system().isEmpty()) {
            messages.addObject().put("role", "system").put("content", options.system());
        }
        messages.addObject().put("role", "user").put("content", request.prompt());
    }

    private void sampling(ObjectNode body, NeutralValues neutral) {
        body.put("top_p", answers.topP());
        boolean all = neutral != NeutralValues.OMITTED;
        if (all || answers.topK() > 0) {
            body.put("top_k", answers.topK() > 0 ? answers.topK() : neutral.topK());
        }
        if (all || answers.minP() > 0) {
            body.put("min_p", answers.minP());
        }
        if (all) {
            body.put("repetition_penalty", 1.0);
        }
        if (!answers.stop().isEmpty()) {
            ArrayNode stop = body.putArray("stop");
            answers.stop().forEach(stop::add);
        }
    }

    /** Some servers take 0 alternatives for no log-probabilities at all, so one is asked for. */
    private void logProbs(ObjectNode body) {
        if (options.api() == Api.COMPLETIONS) {
            body.put("logprobs", 1);
        } else {
            body.put("logprobs", true).put("top_logprobs", 1);
        }
    }

    /**
     * One request.
     *
     * @param prompt the problem's prompt
     * @param promptTokens its token ids, to be sent in its place; null where the text is sent
     * @param n how many answers
     * @param maxTokens longest answer
     * @param seed the seed, where one is sent
     */
    record Request(String prompt, int @Nullable [] promptTokens, int n, int maxTokens, OptionalLong seed) {}
}
