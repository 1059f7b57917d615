package org.rlvr4j.runtime.endpoint.internal;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.evaluation.SampleFailure;
import org.rlvr4j.runtime.endpoint.AnswerOptions;
import org.rlvr4j.runtime.endpoint.EndpointOptions;
import org.rlvr4j.runtime.endpoint.EndpointOptions.Api;
import org.rlvr4j.runtime.endpoint.EndpointOptions.MaxTokensKey;

/** Asks one server, again where that may help, and no more at one time than it can take. */
final class EndpointClient {

    private final EndpointOptions options;
    private final AnswerOptions answers;
    private final BaseUrl base;
    private final ApiKey key;
    private final Surroundings surroundings;
    private final Transport transport;
    private final RequestBody body;
    private final Replies replies;
    private final AdaptiveLimit limit;
    private final Backoff backoff;
    private final Accounting accounting;
    private volatile String maxTokensKey;
    private volatile NeutralValues neutral = NeutralValues.ZERO;

    EndpointClient(
            EndpointOptions options,
            AnswerOptions answers,
            String model,
            ApiKey key,
            Transport transport,
            Surroundings surroundings) {
        this.options = options;
        this.answers = answers;
        this.base = BaseUrl.of(options.url());
        this.key = key;
        this.transport = transport;
        this.surroundings = surroundings;
        this.body = new RequestBody(options, answers, model);
        this.replies = new Replies(key, surroundings.clock());
        this.limit = new AdaptiveLimit(options.limits().concurrency());
        this.backoff = new Backoff(
                Backoff.ofSeconds(options.limits().backoffSeconds()),
                Backoff.ofSeconds(options.limits().maxWaitSeconds()));
        this.accounting = new Accounting(options.prices());
        this.maxTokensKey = options.maxTokensKey() == MaxTokensKey.MAX_COMPLETION_TOKENS
                ? RequestBody.MAX_COMPLETION_TOKENS
                : RequestBody.MAX_TOKENS;
    }

    Accounting accounting() {
        return accounting;
    }

    AdaptiveLimit limit() {
        return limit;
    }

    /** How the server is told from now on that something is off. */
    void tellNeutral(NeutralValues chosen) {
        neutral = chosen;
    }

    NeutralValues neutral() {
        return neutral;
    }

    /**
     * Asks, and asks again.
     *
     * @return an answer, or why there is none after all attempts
     * @throws InterruptedException if the thread was interrupted; the request is then called off
     */
    Reply ask(RequestBody.Request request) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            if (accounting.isSpent()) {
                return new Reply.Failed(
                        new SampleFailure(
                                SampleFailure.Kind.BUDGET,
                                "the budget of " + options.prices().budget() + " is spent"),
                        Reply.Meaning.FOR_ALL,
                        Optional.empty());
            }
            Reply reply = attempt(request, attempt > 1);
            if (!(reply instanceof Reply.Failed failed)
                    || failed.meaning() != Reply.Meaning.TRY_AGAIN
                    || attempt >= options.limits().attempts()) {
                return reply;
            }
            surroundings.pause().sleep(delay(attempt, failed.retryAfter()));
        }
    }

    private Duration delay(int attempt, Optional<Duration> retryAfter) {
        synchronized (surroundings) {
            return backoff.delay(attempt, retryAfter, surroundings.jitter());
        }
    }

    private Reply attempt(RequestBody.Request request, boolean again) throws InterruptedException {
        String name = maxTokensKey;
        Reply reply = send(request, name, again);
        if (options.maxTokensKey() == MaxTokensKey.AUTO
                && name.equals(RequestBody.MAX_TOKENS)
                && reply instanceof Reply.Failed failed
                && failed.failure().kind() == SampleFailure.Kind.REFUSED
                && failed.failure().message().contains(RequestBody.MAX_COMPLETION_TOKENS)) {
            maxTokensKey = RequestBody.MAX_COMPLETION_TOKENS;
            return send(request, maxTokensKey, true);
        }
        return reply;
    }

    private Reply send(RequestBody.Request request, String name, boolean again) throws InterruptedException {
        byte[] json = body.write(request, name, neutral);
        AdaptiveLimit.Permit permit = limit.acquire();
        AdaptiveLimit.Outcome outcome = AdaptiveLimit.Outcome.NEITHER;
        try {
            accounting.sent(again);
            Reply reply = exchange(request, json);
            outcome = Replies.congestion(reply);
            return reply;
        } finally {
            limit.release(permit, outcome);
        }
    }

    private Reply exchange(RequestBody.Request request, byte[] json) throws InterruptedException {
        String path = options.api() == Api.CHAT ? "/chat/completions" : "/completions";
        HttpResponse<byte[]> response;
        try {
            response = transport.post(base.resolve(path), json);
        } catch (IOException e) {
            return replies.of(e);
        }
        Reply.@Nullable Failed refused = replies.refusal(response);
        if (refused != null) {
            return refused;
        }
        try {
            Expected expected = new Expected(options.api(), request.n(), request.maxTokens(), answers.logProbs());
            Answer answer = new AnswerParser(expected, key).parse(response.body());
            accounting.answered(answer);
            return new Reply.Answered(answer);
        } catch (InvalidAnswerException e) {
            // the answer was not looked at: that it cannot be read says nothing of whether it was right
            return new Reply.Failed(e.failure(), Reply.Meaning.TRY_AGAIN, Optional.empty());
        }
    }
}
