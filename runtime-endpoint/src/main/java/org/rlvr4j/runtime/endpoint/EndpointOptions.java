package org.rlvr4j.runtime.endpoint;

import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.runtime.endpoint.internal.BaseUrl;
import org.rlvr4j.runtime.endpoint.internal.ExtraBody;

/**
 * Which server and model are asked, and how. There is no option for a key: it comes from the environment.
 *
 * <pre>{@code
 * EndpointOptions options = EndpointOptions.of("http://127.0.0.1:8000/v1", "Qwen/Qwen3-8B");
 * }</pre>
 *
 * @param url the server's address
 * @param model the model's name there
 * @param api which of its two interfaces is asked
 * @param system the system message of a chat
 * @param apiKeyEnv the environment variable that holds the key
 * @param plainHttpKey whether the key may go over plain http
 * @param samplesPerRequest answers asked for in one request
 * @param seeds whether seeds are sent
 * @param maxTokensKey under which name the longest answer is sent
 * @param extraBody what else is sent
 * @param limits how long, how often, how much
 * @param prices what tokens cost
 */
public record EndpointOptions(
        @Option(
                "address of the server, such as http://127.0.0.1:8000/v1; where it has no path, /v1 is added; http or https,"
                        + " without user, password, query or fragment")
        String url,

        @Option(
                value = "name of the model, as the server lists it; empty for the only one that it lists",
                defaultsTo = "")
        String model,

        @Option(
                value = "chat (POST /chat/completions: the prompt is the user's message, and the server lays it out) or"
                        + " completions (POST /completions: the model sees the prompt as it is)",
                defaultsTo = "chat")
        Api api,

        @Option(value = "system message before each prompt; needs api = chat", defaultsTo = "")
        String system,

        @Option(
                value = "name of the environment variable that holds the server's key; without such a variable, or with"
                        + " an empty name, no key is sent",
                defaultsTo = "OPENAI_API_KEY")
        String apiKeyEnv,

        @Option(
                value =
                        "whether the key may be sent over plain http to another machine, where anyone on the way can read"
                                + " it",
                defaultsTo = "false")
        boolean plainHttpKey,

        @Option(
                value =
                        "answers asked for in one request (n); above 1 no seeds are sent, for servers differ in what a seed"
                                + " then means; at least 1",
                defaultsTo = "1")
        int samplesPerRequest,

        @Option(value = "whether a seed is sent with each request for one answer", defaultsTo = "true")
        boolean seeds,

        @Option(
                value =
                        "name under which the longest answer is sent: max-tokens, max-completion-tokens, or auto (the former"
                                + " until the server demands the latter)",
                defaultsTo = "auto")
        MaxTokensKey maxTokensKey,

        @Option(
                value = "a JSON object of what else is sent with each request, such as"
                        + " {\"chat_template_kwargs\": {\"enable_thinking\": false}}; nothing that is sent anyway",
                defaultsTo = "")
        String extraBody,

        @Option("how long, how often, how much at once and how large")
        EndpointLimits limits,

        @Option("what tokens cost, and what may be spent") EndpointPrices prices) {

    /** The interfaces of a server. */
    public enum Api {
        /** {@code POST /chat/completions}. */
        CHAT,
        /** {@code POST /completions}. */
        COMPLETIONS
    }

    /** How a server calls the longest answer. */
    public enum MaxTokensKey {
        /** {@code max_tokens}, and {@code max_completion_tokens} once the server has refused that. */
        AUTO,
        /** {@code max_tokens}. */
        MAX_TOKENS,
        /** {@code max_completion_tokens}. */
        MAX_COMPLETION_TOKENS
    }

    /** Checks. */
    public EndpointOptions {
        String mistake = BaseUrl.mistake(url);
        new OptionChecks()
                // an address may hold a password or a key, which no message may repeat
                .that(mistake.isEmpty(), "url", BaseUrl.shown(url), mistake)
                .that(api == Api.CHAT || system.isEmpty(), "system", "a system message", "needs api = chat")
                .that(
                        apiKeyEnv.isEmpty() || apiKeyEnv.matches("[A-Za-z_][A-Za-z0-9_]*"),
                        "api-key-env",
                        "(not shown)",
                        "must be the name of an environment variable, or empty; the key itself has no place here")
                .that(
                        samplesPerRequest >= 1 && samplesPerRequest <= 1024,
                        "samples-per-request",
                        samplesPerRequest,
                        "must be from 1 to 1024")
                .that(ExtraBody.mistake(extraBody).isEmpty(), "extra-body", "(not shown)", ExtraBody.mistake(extraBody))
                .orThrow();
    }

    /**
     * Returns options of which all but two are the defaults.
     *
     * @param url the server's address
     * @param model the model's name there
     * @return the options
     */
    public static EndpointOptions of(String url, String model) {
        OptionSchema<EndpointOptions> schema = OptionSchema.of(EndpointOptions.class);
        @Nullable
        Object[] values = schema.entries().stream()
                .map(entry -> switch (entry.key()) {
                    case "url" -> url;
                    case "model" -> model;
                    default -> OptionSchema.defaultValue(entry);
                })
                .toArray();
        return schema.create(values);
    }

    /**
     * Takes another interface.
     *
     * @param other which of the server's interfaces is asked
     * @return a copy
     */
    public EndpointOptions withApi(Api other) {
        return new EndpointOptions(
                url,
                model,
                other,
                system,
                apiKeyEnv,
                plainHttpKey,
                samplesPerRequest,
                seeds,
                maxTokensKey,
                extraBody,
                limits,
                prices);
    }

    /**
     * Takes other limits.
     *
     * @param other how long, how often, how much
     * @return a copy
     */
    public EndpointOptions withLimits(EndpointLimits other) {
        return new EndpointOptions(
                url,
                model,
                api,
                system,
                apiKeyEnv,
                plainHttpKey,
                samplesPerRequest,
                seeds,
                maxTokensKey,
                extraBody,
                other,
                prices);
    }

    /**
     * Takes another number of answers for each request.
     *
     * @param n at least 1
     * @return a copy
     */
    public EndpointOptions withSamplesPerRequest(int n) {
        return new EndpointOptions(
                url, model, api, system, apiKeyEnv, plainHttpKey, n, seeds, maxTokensKey, extraBody, limits, prices);
    }
}
