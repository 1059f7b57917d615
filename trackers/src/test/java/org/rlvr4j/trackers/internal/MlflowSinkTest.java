package org.rlvr4j.trackers.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.api.run.RunTracker;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.trackers.MlflowOptions;

/** The client against a server that answers as MLflow 3 does. */
@Timeout(120)
class MlflowSinkTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final HttpServer server = server();
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> losses = Collections.synchronizedList(new ArrayList<>());
    private final List<String> parameters = Collections.synchronizedList(new ArrayList<>());
    private final List<String> states = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger created = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void begin() {
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private String uri() {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().replaceAll(".*/mlflow/", "");
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        if (refusals.getAndDecrement() > 0) {
            send(exchange, 503, "{}");
            return;
        }
        switch (path) {
            case "experiments/get-by-name" ->
                send(exchange, 404, "{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\",\"message\":\"no\"}");
            case "experiments/create" -> send(exchange, 200, "{\"experiment_id\":\"7\"}");
            case "runs/create" -> {
                created.incrementAndGet();
                assertEquals("7", body.path("experiment_id").asText());
                send(exchange, 200, "{\"run\":{\"info\":{\"run_id\":\"abc\",\"run_uuid\":\"abc\"}}}");
            }
            case "runs/log-batch" -> {
                body.path("metrics").forEach(metric -> {
                    if (metric.path("key").asText().equals("train/loss")) {
                        losses.add(metric.path("step").asLong());
                    }
                });
                body.path("params")
                        .forEach(parameter ->
                                parameters.add(parameter.path("key").asText() + ":"
                                        + parameter.path("value").asText().length()));
                send(exchange, 200, "{}");
            }
            case "runs/get" ->
                send(
                        exchange,
                        200,
                        "{\"run\":{\"info\":{\"run_id\":\"abc\"},\"data\":{\"metrics\":[{\"key\":\"train/loss\",\"value\":1,"
                                + "\"step\":" + Collections.max(losses) + ",\"timestamp\":1}]}}}");
            case "runs/update" -> {
                states.add(body.path("status").asText());
                send(exchange, 200, "{}");
            }
            default -> send(exchange, 200, "{}");
        }
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        try (exchange) {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private void train(long from, long to) {
        MlflowOptions options = new MlflowOptions(uri(), "mine");
        var run = Events.run(folder, said::add);
        BackgroundTracking.Patience patience = new BackgroundTracking.Patience(100, 10, 100, 60_000);
        try (RunTracker.Tracking tracking =
                new BackgroundTracking("mlflow", new MlflowSink(options, run), run, patience)) {
            tracking.record(new RunEvent.Started(from, Events.STEPS));
            for (long step = from + 1; step <= to; step++) {
                tracking.record(Events.step(step));
            }
        }
    }

    @Test
    void aResumedRunGoesOnAndRepeatsNoStep() {
        train(0, 15);
        // the checkpoint was older than what the server has
        train(10, 20);
        assertEquals(1, created.get());
        assertEquals(java.util.stream.LongStream.rangeClosed(1, 20).boxed().toList(), losses);
        assertEquals(List.of("KILLED", "FINISHED"), states);
        assertTrue(parameters.containsAll(List.of("gate.id:3", "long:500")), parameters.toString());
        assertEquals(List.of(), said);
    }

    @Test
    void aRunStartedAnewIsAnotherOne() {
        train(0, 3);
        train(0, 3);
        assertEquals(2, created.get());
    }

    @Test
    void aServerThatComesLateGetsEverything() {
        refusals.set(1);
        train(0, 20);
        assertEquals(java.util.stream.LongStream.rangeClosed(1, 20).boxed().toList(), losses);
    }

    @Test
    void addressesThatAreNoServerAreRefused() {
        for (String uri : List.of("", "file:///tmp", "databricks", "http://", "http://user:secret@host", "ht tp://x")) {
            assertThrows(InvalidOptionException.class, () -> new MlflowOptions(uri, "x"), uri);
        }
    }
}
