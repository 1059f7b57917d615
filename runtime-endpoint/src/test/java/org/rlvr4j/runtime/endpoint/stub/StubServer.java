package org.rlvr4j.runtime.endpoint.stub;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A server on loopback that does with each request what a test says. It speaks so little HTTP that it can break all of its
 * rules.
 *
 * <pre>{@code
 * try (StubServer server = StubServer.answering((prompt, seed) -> "4")) {
 *     URI base = server.base(); // http://127.0.0.1:PORT/v1
 * }
 * try (StubServer server = new StubServer(request -> request.number() < 3
 *         ? StubReply.error(429, "slow down", "Retry-After: 0")
 *         : StubReply.answers(request, List.of("4")))) { … }
 * }</pre>
 *
 * <p>{@code GET /v1/models} lists one model, {@code stub}, unless {@link #withFact} says otherwise; other requests by GET
 * find nothing.
 */
public final class StubServer implements AutoCloseable {

    private final ServerSocket socket;
    private final Thread acceptor;
    private final Function<StubRequest, StubReply> script;
    private final Map<String, StubReply> facts = new ConcurrentHashMap<>();
    private final List<StubRequest> requests = new CopyOnWriteArrayList<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();

    /** What a well-behaved stub answers. */
    @FunctionalInterface
    public interface Model {
        /** The answer to a prompt under a seed; further answers of one request have the seeds that follow. */
        String answer(String prompt, long seed);
    }

    /**
     * Starts a server.
     *
     * @param script what is done with each request by POST; called from several threads
     */
    public StubServer(Function<StubRequest, StubReply> script) {
        this.script = script;
        try {
            socket = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException("no port on loopback", e);
        }
        withFact(
                "/v1/models",
                StubReply.json(200, "{\"object\":\"list\",\"data\":[{\"id\":\"stub\",\"object\":\"model\"}]}"));
        acceptor = start(this::accept);
    }

    /** Starts a server that answers every request as it should. */
    public static StubServer answering(Model model) {
        return new StubServer(request -> answer(request, model));
    }

    /** The well-behaved reply to one request. */
    public static StubReply answer(StubRequest request, Model model) {
        return StubReply.answers(
                request,
                IntStream.range(0, request.n())
                        .mapToObj(i -> model.answer(request.prompt(), request.seed() + i))
                        .toList());
    }

    /** Sets what {@code GET path} gets, such as {@code /version}. */
    public StubServer withFact(String path, StubReply reply) {
        facts.put(path, reply);
        return this;
    }

    /** The base of its addresses, such as {@code http://127.0.0.1:4711/v1}. */
    public String base() {
        return "http://127.0.0.1:" + port() + "/v1";
    }

    /** Its port. */
    public int port() {
        return socket.getLocalPort();
    }

    /** The requests by POST so far. */
    public List<StubRequest> requests() {
        return List.copyOf(requests);
    }

    /** How many requests by POST were in hand at one time. */
    public int mostAtOnce() {
        return mostAtOnce.get();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                open.add(connection);
                start(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private Thread start(Runnable task) {
        Thread thread = new Thread(
                () -> {
                    task.run();
                    threads.remove(Thread.currentThread());
                },
                "stub-server");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return thread;
    }

    private void serve(Socket connection) {
        try (connection) {
            StubRequest request = read(new BufferedInputStream(connection.getInputStream()));
            if (request == null) {
                return;
            }
            reply(request).write(connection.getOutputStream());
            connection.getOutputStream().flush();
        } catch (IOException | InterruptedException e) {
            // the client went away, or the test is over
        } finally {
            open.remove(connection);
        }
    }

    private StubReply reply(StubRequest request) {
        if (request.method().equals("GET")) {
            return facts.getOrDefault(request.path(), StubReply.error(404, "not found"));
        }
        requests.add(request);
        StubReply reply = script.apply(request);
        return out -> {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            try {
                reply.write(out);
            } finally {
                atOnce.decrementAndGet();
            }
        };
    }

    private @Nullable StubRequest read(InputStream in) throws IOException {
        String first = line(in);
        String[] parts = first.split(" ");
        if (parts.length < 2) {
            return null;
        }
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        boolean counted = parts[0].equals("POST");
        return new StubRequest(
                counted ? number.getAndIncrement() : -1,
                parts[0],
                parts[1],
                headers,
                new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /** Closes the port and every connection; what asks afterwards finds nobody. */
    @Override
    public void close() {
        try {
            socket.close();
            // the system may still hand over a connection to who was waiting for one
            acceptor.join();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.forEach(Thread::interrupt);
        for (Socket connection : open) {
            try {
                connection.close();
            } catch (IOException e) {
                // it is gone
            }
        }
    }
}
