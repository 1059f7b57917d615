package org.rlvr4j.verifiers.code.sandbox;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One interpreter that waits in a sandbox, and the folder that it sees as {@code /w}. */
final class ForkServer implements AutoCloseable {

    /** What the interpreter reports. */
    record Frame(char kind, byte[] payload) {}

    private static final Duration LIFE = Duration.ofDays(30);
    private static final int MOST_PAYLOAD = 1 << 17;
    private static final long MOST_STAGED_BYTES = 64 << 20;
    private static final int SERVER_TASKS = 2;
    private static final long OUTPUT_BYTES = Long.MAX_VALUE / 2;

    private final Execution sandbox;
    private final Limits limits;
    private final Path folder;
    private final DataInputStream reports;
    private final DataOutputStream requests;
    private boolean ready;
    private int runs;

    private ForkServer(Execution sandbox, Limits limits, Path folder) {
        this.sandbox = sandbox;
        this.limits = limits;
        this.folder = folder;
        this.reports = new DataInputStream(new java.io.BufferedInputStream(sandbox.output()));
        this.requests = new DataOutputStream(new java.io.BufferedOutputStream(sandbox.input()));
    }

    static ForkServer open(BubblewrapIsolation sandboxes, List<String> line, Limits limits) throws SandboxException {
        Path folder;
        try {
            folder = Files.createTempDirectory("rlvr4j-forks-");
        } catch (IOException e) {
            throw new SandboxException("no temporary folder could be made: " + e.getMessage(), e);
        }
        Limits lasting = new Limits(
                LIFE,
                LIFE,
                limits.memoryBytes(),
                limits.addressSpace(),
                limits.processes() + SERVER_TASKS,
                limits.fileBytes(),
                limits.openFiles(),
                OUTPUT_BYTES);
        Command command = new Command(line, Optional.of(folder), Optional.empty(), Map.of(), true, lasting);
        try {
            return new ForkServer(sandboxes.startServer(command), limits, folder);
        } catch (SandboxException e) {
            delete(folder);
            throw e;
        }
    }

    Limits limits() {
        return limits;
    }

    int runs() {
        return runs;
    }

    /** Starts a program and returns when it has begun. */
    void run(List<String> arguments, Command command) throws IOException {
        while (!ready) {
            ready = next().kind() == 'D';
        }
        ready = false;
        runs++;
        stage(command.files().orElseThrow());
        long cpuSeconds = Math.max(1, limits.cpu().plusNanos(999_999_999).toSeconds());
        String request = "{\"argv\":" + Json.array(arguments) + ",\"environment\":"
                + Json.object(Launch.environment(command)) + ",\"cpu\":" + cpuSeconds + "}";
        send('R', request.getBytes(StandardCharsets.UTF_8));
        Frame frame = next();
        if (frame.kind() != 'S') {
            throw new IOException("an interpreter answered " + (int) frame.kind());
        }
    }

    private void stage(Path files) throws IOException {
        clear();
        long bytes = 0;
        try (Stream<Path> tree = Files.walk(files)) {
            for (Path from : (Iterable<Path>) tree.skip(1)::iterator) {
                if (Files.isSymbolicLink(from)) {
                    continue; // it may point at what only the JVM may read
                }
                Path to = folder.resolve(files.relativize(from).toString());
                if (Files.isDirectory(from)) {
                    Files.createDirectory(to);
                    to.toFile().setExecutable(true, false);
                } else {
                    bytes += Files.size(from);
                    if (bytes > MOST_STAGED_BYTES) {
                        throw new IOException(files + " is larger than " + MOST_STAGED_BYTES + " bytes");
                    }
                    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
                }
                to.toFile().setReadable(true, false);
            }
        }
    }

    private void clear() throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(folder)) {
                    Files.delete(path);
                }
            }
        }
    }

    void send(char kind, byte[] payload) throws IOException {
        requests.writeByte(kind);
        requests.writeInt(payload.length);
        requests.write(payload);
        requests.flush();
    }

    /** Waits for the next report. */
    Frame next() throws IOException {
        char kind = (char) reports.readUnsignedByte();
        int length = reports.readInt();
        if (length < 0 || length > MOST_PAYLOAD) {
            throw new IOException("a report of " + length + " bytes");
        }
        return new Frame(kind, reports.readNBytes(length));
    }

    void kill() {
        sandbox.kill();
    }

    /** How the sandbox ended, after it was killed or broke. */
    Ended ended() throws SandboxException, InterruptedException {
        return sandbox.await();
    }

    @Override
    public void close() {
        sandbox.close();
        delete(folder);
    }

    private static void delete(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            System.getLogger(ForkServer.class.getName())
                    .log(System.Logger.Level.WARNING, "{0} is left: {1}", folder, e.getMessage());
        }
    }
}
