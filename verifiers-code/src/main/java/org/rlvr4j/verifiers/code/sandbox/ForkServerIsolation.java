package org.rlvr4j.verifiers.code.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.rlvr4j.verifiers.code.sandbox.seccomp.Architecture;
import org.rlvr4j.verifiers.code.sandbox.seccomp.SeccompFilter;

/**
 * Runs Python programs in forks of interpreters that wait in sandboxes, which is several times as fast as a new sandbox for
 * each. Opt-in.
 *
 * <p>What it gives up against {@link BubblewrapIsolation}: one sandbox serves many programs, one after another. Between
 * programs every process in it is killed and its temporary folders are emptied; a sandbox in which anything went wrong, or
 * that has served {@value #MOST_RUNS} programs, is thrown away. But a program that breaks out of the filter of its own
 * process, by a bug of the kernel, meets the programs after it. Address layout and hash seeds are the same for all of them,
 * common modules are imported already, and processor time is bounded in whole seconds.
 *
 * <p>It takes commands that are the interpreter, its options as given here, a file below {@code /w}, and arguments; that start
 * no processes and write no output folder. Every other command gets a full sandbox.
 */
public final class ForkServerIsolation implements Isolation {

    static final int MOST_RUNS = 500;

    private static final int MOST_IDLE = 64;
    private static final int LEAST_OPEN_FILES = 24;
    private static final int ATTEMPTS = 3;

    private final BubblewrapIsolation sandboxes;
    private final List<String> interpreter;
    private final List<String> serverLine;
    private final Map<Limits, Deque<ForkServer>> idle = new HashMap<>();
    private final ScheduledThreadPoolExecutor clock;
    private int idleCount;
    private boolean closed;

    /**
     * Creates the pool, empty.
     *
     * @param sandboxes where the interpreters wait, and where other commands run; closed with this
     * @param interpreter the interpreter's path and its options, such as {@code /usr/bin/python3 -I}
     */
    public ForkServerIsolation(BubblewrapIsolation sandboxes, List<String> interpreter) {
        this.sandboxes = sandboxes;
        this.interpreter = List.copyOf(interpreter);
        Architecture architecture =
                Architecture.named(System.getProperty("os.arch", "")).orElseThrow();
        String filter = java.util.Base64.getEncoder().encodeToString(SeccompFilter.beside(architecture));
        List<String> line = new ArrayList<>(interpreter);
        line.addAll(List.of("-c", script(), filter));
        serverLine = List.copyOf(line);
        clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "fork-server-clock");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
    }

    private static String script() {
        try (InputStream in = ForkServerIsolation.class.getResourceAsStream("forkserver.py")) {
            if (in == null) {
                throw new IllegalStateException("forkserver.py is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public Execution start(Command command) throws SandboxException, InterruptedException {
        if (!fits(command)) {
            return sandboxes.start(command);
        }
        for (int attempt = 1; ; attempt++) {
            ForkServer server = take(command.limits());
            try {
                server.run(programArguments(command), command);
                return new ForkedExecution(server, command.limits(), clock, this::giveBack);
            } catch (IOException e) {
                server.close();
                if (attempt == ATTEMPTS) {
                    throw new SandboxException("an interpreter could not be forked: " + e.getMessage(), e);
                }
            }
        }
    }

    private boolean fits(Command command) {
        List<String> arguments = command.arguments();
        int file = interpreter.size();
        return !command.mayStartProcesses()
                && command.output().isEmpty()
                && command.files().isPresent()
                && command.limits().openFiles() >= LEAST_OPEN_FILES
                && arguments.size() > file
                && arguments.subList(0, file).equals(interpreter)
                && arguments.get(file).startsWith("/w/");
    }

    private List<String> programArguments(Command command) {
        return command.arguments()
                .subList(interpreter.size(), command.arguments().size());
    }

    private ForkServer take(Limits limits) throws SandboxException {
        synchronized (this) {
            if (closed) {
                throw new SandboxException("the isolation is closed");
            }
            Deque<ForkServer> servers = idle.get(limits);
            if (servers != null && !servers.isEmpty()) {
                idleCount--;
                return servers.pop();
            }
        }
        return ForkServer.open(sandboxes, serverLine, limits);
    }

    private void giveBack(ForkServer server) {
        synchronized (this) {
            if (!closed && idleCount < MOST_IDLE && server.runs() < MOST_RUNS) {
                idleCount++;
                idle.computeIfAbsent(server.limits(), limits -> new ArrayDeque<>())
                        .push(server);
                return;
            }
        }
        server.close();
    }

    /** Ends every interpreter and closes the sandboxes. */
    @Override
    public void close() {
        List<ForkServer> servers = new ArrayList<>();
        synchronized (this) {
            closed = true;
            idle.values().forEach(servers::addAll);
            idle.clear();
        }
        servers.forEach(ForkServer::close);
        clock.shutdownNow();
        sandboxes.close();
    }
}
