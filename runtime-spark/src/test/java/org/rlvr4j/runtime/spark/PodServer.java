package org.rlvr4j.runtime.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * As much of Kubernetes' API as Spark's scheduler asks for: pods that are made are recorded, and run as processes of this
 * machine by the image's entry point.
 */
final class PodServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOOPBACK = "127.0.0.1";

    private final HttpServer server;
    private final Path entrypoint;
    private final Map<String, ObjectNode> pods = new ConcurrentHashMap<>();
    private final List<JsonNode> made = new CopyOnWriteArrayList<>();
    private final Map<String, Process> processes = new ConcurrentHashMap<>();

    PodServer(Path entrypoint) throws IOException {
        this.entrypoint = entrypoint;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://" + LOOPBACK + ":" + server.getAddress().getPort();
    }

    /** The pods as they were asked for. */
    List<JsonNode> made() {
        return List.copyOf(made);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            byte[] body = exchange.getRequestBody().readAllBytes();
            String kind = path.replaceFirst(".*/namespaces/[^/]+/", "").replaceFirst("/.*", "");
            String method = exchange.getRequestMethod();
            if (query.contains("watch=true")) {
                // no event; the scheduler asks for the list now and then
                send(exchange, 200, "");
            } else if (method.equals("POST") && kind.equals("pods")) {
                send(exchange, 201, start(JSON.readTree(body)).toString());
            } else if (method.equals("POST")) {
                send(exchange, 201, new String(body, StandardCharsets.UTF_8));
            } else if (method.equals("GET") && path.endsWith("/pods")) {
                send(exchange, 200, list().toString());
            } else if (method.equals("GET") && pods.containsKey(name(path))) {
                send(exchange, 200, String.valueOf(pods.get(name(path))));
            } else if (method.equals("DELETE")) {
                send(exchange, 200, "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Success\"}");
            } else if (method.equals("GET")) {
                send(exchange, 404, "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":404}");
            } else {
                send(exchange, 200, new String(body, StandardCharsets.UTF_8));
            }
        }
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private ObjectNode list() {
        ObjectNode list = JSON.createObjectNode().put("kind", "PodList").put("apiVersion", "v1");
        list.putObject("metadata").put("resourceVersion", "1");
        list.putArray("items").addAll(pods.values());
        return list;
    }

    private ObjectNode start(JsonNode asked) throws IOException {
        made.add(asked);
        ObjectNode pod = asked.deepCopy();
        ObjectNode metadata = (ObjectNode) pod.get("metadata");
        String name = metadata.path("name").asText();
        metadata.put("uid", name).put("resourceVersion", "1").put("creationTimestamp", "2026-01-01T00:00:00Z");
        pod.putObject("status").put("phase", "Running").put("podIP", LOOPBACK);
        pods.put(name, pod);
        processes.put(name, run(asked));
        return pod;
    }

    /** What a kubelet does: the container's arguments and environment. */
    private Process run(JsonNode pod) throws IOException {
        JsonNode container = pod.at("/spec/containers/0");
        List<String> line = new ArrayList<>(List.of("/bin/bash", entrypoint.toString()));
        container.path("args").forEach(argument -> line.add(argument.asText()));
        ProcessBuilder builder = new ProcessBuilder(line).inheritIO();
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(variable -> variable.startsWith("SPARK_") || variable.startsWith("_SPARK_"));
        for (JsonNode variable : container.path("env")) {
            String field = variable.at("/valueFrom/fieldRef/fieldPath").asText();
            environment.put(
                    variable.path("name").asText(),
                    switch (field) {
                        case "status.podIP" -> LOOPBACK;
                        case "metadata.name" -> pod.at("/metadata/name").asText();
                        default -> variable.path("value").asText();
                    });
        }
        environment.put("RLVR4J_JARS", System.getProperty("java.class.path"));
        return builder.start();
    }

    private static void send(HttpExchange exchange, int code, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        processes.values().forEach(Process::destroyForcibly);
        server.stop(0);
    }
}
