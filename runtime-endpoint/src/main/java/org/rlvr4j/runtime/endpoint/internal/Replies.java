package org.rlvr4j.runtime.endpoint.internal;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.evaluation.SampleFailure;
import org.rlvr4j.api.evaluation.SampleFailure.Kind;
import org.rlvr4j.runtime.endpoint.internal.Reply.Meaning;

/** Says what statuses and broken connections mean. */
final class Replies {

    private final ApiKey key;
    private final InstantSource clock;

    Replies(ApiKey key, InstantSource clock) {
        this.key = key;
        this.clock = clock;
    }

    /** What an exception means. */
    Reply.Failed of(IOException error) {
        if (error instanceof TooLargeException) {
            return failed(Kind.TOO_LARGE, error.getMessage() + ", the most that is read", Meaning.FOR_THIS);
        }
        if (error instanceof HttpTimeoutException && !(error instanceof HttpConnectTimeoutException)) {
            return failed(Kind.TIMEOUT, String.valueOf(error.getMessage()), Meaning.TRY_AGAIN);
        }
        String message = error instanceof ConnectException || error.getMessage() == null
                ? "no connection (" + error.getClass().getSimpleName() + ")"
                : "the connection failed: " + ServerText.quote(error.getMessage(), key);
        return failed(Kind.CONNECTION, message, Meaning.TRY_AGAIN);
    }

    /** What a response that holds no answer means; null where it may hold one. */
    Reply.@Nullable Failed refusal(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status == 200) {
            String encoding = response.headers().firstValue("Content-Encoding").orElse("identity");
            return encoding.isBlank() || encoding.equalsIgnoreCase("identity")
                    ? null
                    : failed(
                            Kind.BAD_RESPONSE,
                            "the answer is encoded as " + ServerText.quote(encoding, key) + ", which was not asked for",
                            Meaning.FOR_THIS);
        }
        if (status >= 300 && status < 400) {
            return failed(Kind.REFUSED, redirect(response), Meaning.FOR_ALL);
        }
        String said = ErrorBody.message(response.body(), key);
        String message = "status " + status + (said.isBlank() ? "" : ": " + ServerText.quote(said.strip(), key));
        return switch (status) {
            case 401, 403 -> failed(Kind.UNAUTHORIZED, message + keyAdvice(), Meaning.FOR_ALL);
            case 404, 405, 410, 501 -> failed(Kind.REFUSED, message, Meaning.FOR_ALL);
            case 408, 504, 524 ->
                new Reply.Failed(new SampleFailure(Kind.TIMEOUT, message), Meaning.TRY_AGAIN, retryAfter(response));
            case 425, 429, 503, 529 ->
                new Reply.Failed(new SampleFailure(Kind.OVERLOADED, message), Meaning.TRY_AGAIN, retryAfter(response));
            default ->
                status >= 500
                        ? new Reply.Failed(
                                new SampleFailure(Kind.SERVER_ERROR, message), Meaning.TRY_AGAIN, retryAfter(response))
                        : failed(
                                ErrorBody.isContext(said)
                                        ? Kind.CONTEXT
                                        : status < 300 ? Kind.BAD_RESPONSE : Kind.REFUSED,
                                message,
                                Meaning.FOR_THIS);
        };
    }

    /** What a reply says of how busy the server is. */
    static AdaptiveLimit.Outcome congestion(Reply reply) {
        if (!(reply instanceof Reply.Failed failed)) {
            return AdaptiveLimit.Outcome.SUCCESS;
        }
        return switch (failed.failure().kind()) {
            case OVERLOADED, TIMEOUT, CONNECTION -> AdaptiveLimit.Outcome.CONGESTED;
            default -> AdaptiveLimit.Outcome.NEITHER;
        };
    }

    private String redirect(HttpResponse<byte[]> response) {
        String location = response.headers().firstValue("Location").orElse("");
        return "the server redirects (status " + response.statusCode() + ") to " + ServerText.quote(host(location), key)
                + ", which is not followed; give the address that answers";
    }

    /** Of an address that a server gives only the host is shown: the rest may hold anything. */
    private static String host(String location) {
        try {
            String host = URI.create(location).getHost();
            return host == null ? "another path" : host;
        } catch (IllegalArgumentException e) {
            return "an invalid address";
        }
    }

    private String keyAdvice() {
        return key.isPresent()
                ? " (the key from the environment was not accepted)"
                : " (no key was sent: name the environment variable that holds it by api-key-env)";
    }

    private Optional<Duration> retryAfter(HttpResponse<byte[]> response) {
        return response.headers()
                .firstValue("Retry-After")
                .flatMap(header -> Backoff.retryAfter(header, clock.instant()));
    }

    private static Reply.Failed failed(Kind kind, String message, Meaning meaning) {
        return new Reply.Failed(new SampleFailure(kind, message), meaning, Optional.empty());
    }
}
