package org.rlvr4j.runtime.endpoint.internal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.rlvr4j.runtime.endpoint.EndpointLimits;

/**
 * Sends single requests: no redirects, no cookies, no compression, one deadline for the whole exchange, bodies up to a
 * size.
 */
final class Transport {

    private final HttpClient client;
    private final ApiKey key;
    private final Duration deadline;
    private final int responseBytes;

    Transport(EndpointLimits limits, ApiKey key) {
        this.key = key;
        this.deadline = Backoff.ofSeconds(limits.requestSeconds());
        this.responseBytes = limits.responseBytes();
        this.client = HttpClient.newBuilder()
                // servers in Python answer an upgrade to HTTP/2 over plain http with a warning or an error
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Backoff.ofSeconds(limits.connectSeconds()))
                .build();
    }

    /** Asks for a fact about the server, in little time. */
    HttpResponse<byte[]> get(URI uri, Duration atMost) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).GET();
        return send(request, deadline.compareTo(atMost) < 0 ? deadline : atMost);
    }

    /**
     * Posts JSON.
     *
     * @throws HttpTimeoutException if the whole answer has not come before the deadline
     * @throws TooLargeException if the body is too long
     * @throws IOException if the connection cannot be made or breaks
     */
    HttpResponse<byte[]> post(URI uri, byte[] json) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(json)),
                deadline);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request, Duration atMost)
            throws IOException, InterruptedException {
        request.header("Accept", "application/json").header("User-Agent", "rlvr4j");
        key.authorise(request);
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request.build(), head -> new BoundedBody(responseBytes));
        try {
            // HttpRequest.timeout ends with the head; a body may take forever
            return exchange.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no whole answer in " + atMost.toMillis() / 1000.0 + " s");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException(e.getCause());
        } finally {
            exchange.cancel(true);
        }
    }
}
