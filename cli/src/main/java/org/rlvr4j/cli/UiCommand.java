package org.rlvr4j.cli;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.rlvr4j.reports.ui.RunsServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ui}: the runs of a folder in a browser, and a running one as it goes on. */
@Command(
        name = "ui",
        mixinStandardHelpOptions = true,
        description = "Shows a folder of runs in the browser and follows the running ones. It changes nothing; Ctrl-C"
                + " ends it.")
final class UiCommand implements Callable<Integer> {

    private static final int PATIENCE_SECONDS = 5;

    @Parameters(
            arity = "0..1",
            paramLabel = "RUNS_DIR",
            defaultValue = "runs",
            description = "Where runs are kept (default: ${DEFAULT-VALUE}).")
    Path runs = Path.of("runs");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Where to listen, 0 for any free port (default: ${DEFAULT-VALUE}).")
    int port = 8080;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "On which address of this machine to listen (default: ${DEFAULT-VALUE}, this machine alone)."
                    + " Whoever reaches another one can read all runs.")
    String host = "127.0.0.1";

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port < 0 || port > 65_535) {
            throw new BadInputException("--port " + port + " must be between 0 and 65535");
        }
        if (!Files.isDirectory(runs)) {
            throw new BadInputException(runs + " is no folder; `rlvr4j train` and `rlvr4j demo` make one");
        }
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new BadInputException("--host " + host + " is no address of this machine");
        }
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (RunsServer server = start(address)) {
            StopSignal.atEnd(() -> awaitClosed(stop, closed));
            spec.commandLine()
                    .getOut()
                    .println("The runs in " + runs + " are at " + server.address() + " (Ctrl-C ends this).");
            stop.await();
        } finally {
            closed.countDown();
        }
        return 0;
    }

    private static void awaitClosed(CountDownLatch stop, CountDownLatch closed) {
        stop.countDown();
        try {
            if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("rlvr4j: the connections did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RunsServer start(InetSocketAddress address) throws IOException {
        try {
            return RunsServer.start(runs, address);
        } catch (BindException e) {
            throw new BadInputException("--host " + host + " --port " + port + " cannot be listened on: "
                    + e.getMessage() + "; --port 0 takes a free port");
        }
    }
}
