package org.rlvr4j.reports.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RunsServerTest {

    @TempDir
    private Path folder;

    private Path runs = Path.of("");
    private RunsServer server = start(Path.of("."));
    private final HttpClient client = HttpClient.newHttpClient();

    private static RunsServer start(Path folder) {
        try {
            return RunsServer.start(folder, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void begin() throws IOException {
        server.close();
        runs = Files.createDirectories(folder.resolve("runs"));
        server = start(runs);
    }

    @AfterEach
    void end() {
        server.close();
    }

    private void run(String name, int steps) throws IOException {
        Path run = Files.createDirectories(runs.resolve(name));
        StringBuilder lines = new StringBuilder();
        for (int step = 1; step <= steps; step++) {
            lines.append("{\"event\":\"step\",\"step\":").append(step).append(",\"rollouts\":8,\"correct\":4}\n");
        }
        lines.append("{\"event\":\"evaluation\",\"step\":1,\"pass@k\":{\"1\":0.5,\"4\":0.75}}\n{\"event\":\"st");
        Files.writeString(run.resolve("metrics.jsonl"), lines);
        Files.writeString(run.resolve("recipe.conf"), "gate {\n    id=bbg\n}\ntrainer {\n    steps=9\n}\n");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.address() + path.substring(1)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Speaks HTTP as no well-behaved client would. */
    private String raw(String request) throws IOException {
        URI address = URI.create(server.address());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private int port() {
        return URI.create(server.address()).getPort();
    }

    @Test
    void listsRunsAtBothDepths() throws Exception {
        run("one", 3);
        run("demo/two", 5);
        Files.writeString(runs.resolve("demo/summary.json"), "{}");
        Files.createDirectories(runs.resolve("no-run"));
        JsonNode list = new ObjectMapper().readTree(get("/runs.json").body());
        assertEquals(3, list.size());
        for (JsonNode entry : list) {
            switch (entry.path("name").asText()) {
                case "one" -> {
                    assertEquals(3, entry.path("step").asInt());
                    assertEquals("9", entry.path("steps").asText());
                    assertEquals("bbg", entry.path("gate").asText());
                    assertEquals(0.75, entry.path("pass").path(1).path(1).asDouble());
                }
                case "demo" -> assertEquals("DEMO", entry.path("kind").asText());
                default -> assertEquals("demo/two", entry.path("name").asText());
            }
        }
    }

    @Test
    void fiveHundredRunsAreListedFromTheEndsOfTheirFiles() throws Exception {
        for (int i = 0; i < 500; i++) {
            run("run-" + i, 20);
        }
        assertEquals(500, new ObjectMapper().readTree(get("/runs.json").body()).size());
    }

    @Test
    void aRunsPageIsGiven() throws Exception {
        run("one", 3);
        JsonNode page = new ObjectMapper().readTree(get("/data/one").body());
        assertEquals(
                "one: 3 steps trained, not evaluated yet", page.path("headline").asText());
        assertEquals(200, get("/run/one").statusCode());
        assertEquals(404, get("/run/other").statusCode());
        assertEquals(404, get("/data/other").statusCode());
    }

    @Test
    void noPathLeadsOutOfTheFolder() throws Exception {
        run("../outside", 3);
        run("one", 3);
        Files.createSymbolicLink(runs.resolve("link"), folder.resolve("outside"));
        for (String path : List.of(
                "/data/..%2Foutside",
                "/data/../outside",
                "/data/%2e%2e/outside",
                "/data/%2e%2e%2foutside",
                "/data/one/../../outside",
                "/data/one%2F..%2F..%2Foutside",
                "/data//" + folder.toString().substring(1) + "/outside",
                "/data/" + folder.resolve("outside").toString().replace("/", "%2F"),
                "/data/link",
                "/data/.",
                "/data/one%00",
                "/data/..%5Coutside",
                "/assets/../report.js",
                "/assets/PageHtml.class",
                "/assets/%2e%2e%2fReport.class",
                "/data/",
                "/nothing")) {
            String answer =
                    raw("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port() + "\r\nConnection: close\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 404") || answer.startsWith("HTTP/1.1 400"), path + ": " + answer);
            assertFalse(answer.contains("steps trained"), path);
        }
    }

    @Test
    void onlyRequestsThatNameThisMachineAreAnswered() throws Exception {
        int port = port();
        for (String host : List.of(
                "evil.example",
                "evil.example:" + port,
                "127.0.0.1.evil.example:" + port,
                "127.0.0.1",
                "127.0.0.1:1",
                "localhost:" + port + ".evil.example",
                "[::2]:" + port)) {
            String answer = raw("GET /runs.json HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 421"), host + ": " + answer);
        }
        for (String host : List.of("127.0.0.1:" + port, "LOCALHOST:" + port, "[::1]:" + port)) {
            String answer = raw("GET /runs.json HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 200"), host + ": " + answer);
        }
        assertTrue(raw("GET / HTTP/1.0\r\n\r\n").startsWith("HTTP/1.1 421"));
    }

    @Test
    void nothingCanBeChanged() throws Exception {
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS")) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(server.address()))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(405, answer.statusCode(), method);
        }
    }

    @Test
    void everyAnswerHasTheStrictPolicy() throws Exception {
        for (String path : List.of("/", "/runs.json", "/assets/ui.js", "/nothing")) {
            String policy =
                    get(path).headers().firstValue("Content-Security-Policy").orElseThrow();
            assertTrue(policy.startsWith("default-src 'none'; script-src 'self'"), policy);
            assertFalse(policy.contains("unsafe"), policy);
        }
    }

    @Test
    void aRunIsFollowedUntilItIsDeleted() throws Exception {
        run("one", 3);
        HttpResponse<java.io.InputStream> answer = client.send(
                HttpRequest.newBuilder(URI.create(server.address() + "follow/one"))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertTrue(await(lines, "event: page").contains("3 steps trained"));
            Files.writeString(
                    runs.resolve("one/metrics.jsonl"),
                    "ep\",\"step\":4,\"rollouts\":8,\"correct\":4}\n",
                    java.nio.file.StandardOpenOption.APPEND);
            assertTrue(await(lines, "event: page").contains("4 steps trained"));
            Files.delete(runs.resolve("one/metrics.jsonl"));
            Files.delete(runs.resolve("one/recipe.conf"));
            Files.delete(runs.resolve("one"));
            assertEquals("data: {}", await(lines, "event: gone"));
        }
    }

    /** The line after the next event of a kind. */
    private static String await(BufferedReader lines, String event) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals(event)) {
                return String.valueOf(lines.readLine());
            }
        }
        throw new AssertionError("the stream ended before " + event);
    }
}
