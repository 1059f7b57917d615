package org.rlvr4j.reports.ui;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.reports.internal.LivePage;
import org.rlvr4j.reports.internal.PageHtml;
import org.rlvr4j.reports.internal.RunList;

/**
 * Serves a folder of runs to a browser: a list, and a page for each run that follows it while it is trained. It changes
 * nothing and answers only requests that name this machine in their Host header, so that no web page of somebody else's can
 * read runs through the user's browser (DNS rebinding).
 *
 * <pre>{@code
 * try (RunsServer server = RunsServer.start(Path.of("runs"), new InetSocketAddress("127.0.0.1", 0))) {
 *     System.out.println(server.address());
 * }
 * }</pre>
 */
public final class RunsServer implements AutoCloseable {

    private static final int MOST_THREADS = 64;
    private static final int MOST_FOLLOWERS = 32;
    private static final int MOST_PAGES = 16;
    private static final long LOOK_MILLIS = 1000;
    private static final int LOOKS_BETWEEN_SIGNS = 10;
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final Map<String, String> ASSETS = Map.of(
            "report.css", "text/css; charset=utf-8",
            "report.js", "text/javascript; charset=utf-8",
            "ui.js", "text/javascript; charset=utf-8",
            "echarts.min.js", "text/javascript; charset=utf-8");
    private static final String RUN = "/run/";
    private static final String DATA = "/data/";
    private static final String FOLLOW = "/follow/";

    private final RunList runs;
    private final HttpServer server;
    private final ExecutorService threads;
    private final Set<String> hosts;
    private final Semaphore followers = new Semaphore(MOST_FOLLOWERS);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Map<Path, LivePage> pages = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, LivePage> eldest) {
            return size() > MOST_PAGES;
        }
    };

    private RunsServer(RunList runs, HttpServer server, ExecutorService threads, Set<String> hosts) {
        this.runs = runs;
        this.server = server;
        this.threads = threads;
        this.hosts = hosts;
    }

    /**
     * Starts serving.
     *
     * @param folder the folder of runs
     * @param address where to listen; port 0 takes a free one
     * @return the server, running
     * @throws IOException if the folder does not exist or the port is taken
     */
    public static RunsServer start(Path folder, InetSocketAddress address) throws IOException {
        RunList runs = new RunList(folder);
        HttpServer http = HttpServer.create(address, 0);
        ExecutorService threads = Executors.newFixedThreadPool(MOST_THREADS, task -> {
            Thread thread = new Thread(task, "rlvr4j-ui");
            thread.setDaemon(true);
            return thread;
        });
        RunsServer server = new RunsServer(runs, http, threads, hosts(http.getAddress(), address));
        http.setExecutor(threads);
        http.createContext("/", server::handle);
        http.start();
        return server;
    }

    /** The Host headers by which this server may be called. */
    private static Set<String> hosts(InetSocketAddress bound, InetSocketAddress asked) {
        Set<String> hosts = new TreeSet<>();
        InetAddress address = bound.getAddress();
        hosts.add(asked.getHostString().toLowerCase(Locale.ROOT));
        hosts.add(bracketed(address.getHostAddress()));
        if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
            hosts.addAll(Set.of("localhost", "127.0.0.1", "[::1]"));
        }
        return hosts;
    }

    private static String bracketed(String address) {
        return address.contains(":") ? "[" + address + "]" : address;
    }

    /**
     * Returns where the server is.
     *
     * @return such as {@code http://127.0.0.1:8080/}
     */
    public String address() {
        InetAddress bound = server.getAddress().getAddress();
        return "http://" + bracketed(bound.getHostAddress()) + ":"
                + server.getAddress().getPort() + "/";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
            exchange.getResponseHeaders().set("Cross-Origin-Resource-Policy", "same-origin");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            String method = exchange.getRequestMethod();
            if (!isKnown(exchange.getRequestHeaders().getFirst("Host"))) {
                send(exchange, 421, "text/plain; charset=utf-8", "This server does not answer to that name.\n");
            } else if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, 405, "text/plain; charset=utf-8", "Nothing can be changed here.\n");
            } else {
                answer(exchange, exchange.getRequestURI().getPath());
            }
        }
    }

    private boolean isKnown(@Nullable String host) {
        if (host == null) {
            return false;
        }
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon > host.lastIndexOf(']');
        String name = hasPort ? host.substring(0, colon) : host;
        int port = server.getAddress().getPort();
        boolean rightPort = hasPort ? host.substring(colon + 1).equals(Integer.toString(port)) : port == 80;
        return rightPort && hosts.contains(name.toLowerCase(Locale.ROOT));
    }

    private void answer(HttpExchange exchange, @Nullable String path) throws IOException {
        if (path == null) {
            notFound(exchange);
        } else if (path.equals("/")
                || (path.startsWith(RUN)
                        && runs.find(path.substring(RUN.length())).isPresent())) {
            send(exchange, 200, "text/html; charset=utf-8", PageHtml.resource("ui.html"));
        } else if (path.startsWith(RUN)) {
            // the page says itself that the run is not there
            send(exchange, 404, "text/html; charset=utf-8", PageHtml.resource("ui.html"));
        } else if (path.equals("/runs.json")) {
            send(exchange, 200, "application/json", runs.describe().toString());
        } else if (path.startsWith("/assets/") && ASSETS.containsKey(path.substring(8))) {
            String name = path.substring(8);
            exchange.getResponseHeaders().set("Cache-Control", "no-cache");
            send(exchange, 200, ASSETS.getOrDefault(name, "text/plain"), PageHtml.resource(name));
        } else if (path.startsWith(DATA)) {
            data(exchange, path.substring(DATA.length()));
        } else if (path.startsWith(FOLLOW)) {
            follow(exchange, path.substring(FOLLOW.length()));
        } else {
            notFound(exchange);
        }
    }

    private static void notFound(HttpExchange exchange) throws IOException {
        send(exchange, 404, "text/plain; charset=utf-8", "There is nothing here.\n");
    }

    private void data(HttpExchange exchange, String name) throws IOException {
        Optional<LivePage> page = page(name);
        if (page.isEmpty()) {
            notFound(exchange);
            return;
        }
        String json;
        try {
            json = page.get().read().json();
        } catch (IOException e) {
            send(exchange, 404, "text/plain; charset=utf-8", "The run cannot be read.\n");
            return;
        }
        send(exchange, 200, "application/json", json);
    }

    private Optional<LivePage> page(String name) throws IOException {
        Optional<Path> folder = runs.find(name);
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        Optional<RunList.Kind> kind = RunList.kind(folder.get());
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        synchronized (pages) {
            LivePage page = pages.get(folder.get());
            if (page == null) {
                page = new LivePage(folder.get(), kind.get());
                pages.put(folder.get(), page);
            }
            return Optional.of(page);
        }
    }

    /** Sends the page again whenever it changed, as server-sent events, until the browser goes or the run is deleted. */
    private void follow(HttpExchange exchange, String name) throws IOException {
        if (!followers.tryAcquire()) {
            send(exchange, 503, "text/plain; charset=utf-8", "Too many pages follow runs already.\n");
            return;
        }
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            if (!exchange.getRequestMethod().equals("HEAD")) {
                stream(exchange.getResponseBody(), name);
            }
        } finally {
            followers.release();
        }
    }

    private void stream(OutputStream out, String name) throws IOException {
        String sent = "";
        int quiet = 0;
        while (!closed.get()) {
            Optional<LivePage> page = page(name);
            LivePage.@Nullable Snapshot now = null;
            try {
                now = page.isEmpty() ? null : page.get().read();
            } catch (IOException e) {
                // deleted while it was read, or being written; the next look decides
                now = null;
            }
            if (page.isEmpty()) {
                event(out, "gone", "{}");
                return;
            }
            if (now != null && !now.state().equals(sent)) {
                event(out, "page", now.json());
                sent = now.state();
                quiet = 0;
            } else if (++quiet % LOOKS_BETWEEN_SIGNS == 0) {
                // finds out whether the browser is still there
                out.write(": \n\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void event(OutputStream out, String kind, String data) throws IOException {
        out.write(("event: " + kind + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void send(HttpExchange exchange, int status, String type, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Ends every connection and frees the port. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            threads.shutdownNow();
            server.stop(0);
            try {
                if (!threads.awaitTermination(2, TimeUnit.SECONDS)) {
                    // they are daemons and end with the process
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
