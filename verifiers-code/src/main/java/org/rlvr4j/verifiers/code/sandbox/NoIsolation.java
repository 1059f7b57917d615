package org.rlvr4j.verifiers.code.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs commands as ordinary processes of this user: for trusted code only.
 *
 * <p>Time, memory, file size, descriptors and output are bounded, and the command's process group ends with it and with the
 * JVM. Nothing keeps a command from reading and writing what this user can, from the network, or from leaving its group.
 * The number of processes is not bounded, since that limit would count all of this user's.
 *
 * <p>{@code /w} and {@code /out} do not exist here: arguments that are such a path, or below it, are rewritten.
 */
public final class NoIsolation implements Isolation {

    private static final AtomicBoolean WARNED = new AtomicBoolean();

    private final Launcher launcher = new Launcher();

    /** Warns, the first time in a JVM, that nothing is isolated. */
    public NoIsolation() {
        if (WARNED.compareAndSet(false, true)) {
            System.getLogger(NoIsolation.class.getName())
                    .log(System.Logger.Level.WARNING, "isolation is off: programs can do whatever this user can");
        }
    }

    @Override
    public Execution start(Command command) throws SandboxException {
        Limits limits = command.limits();
        List<String> line = new ArrayList<>();
        Collections.addAll(line, "/usr/bin/setsid", "/usr/bin/setpriv", "--pdeathsig", "KILL");
        Collections.addAll(line, Launch.SHELL, "-c", Launch.BARE, "sh", "--");
        line.addAll(Launch.outerLimits(limits, limits.addressSpace()));
        Collections.addAll(line, "--", "/usr/bin/env", "-i");
        Launch.environment(command).forEach((name, value) -> line.add(name + "=" + value));
        command.arguments().forEach(argument -> line.add(rewritten(argument, command)));
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        return launcher.launch(line, folder, limits, (process, header) -> new Group(process, limits));
    }

    private static String rewritten(String argument, Command command) {
        return below("/w", command.files(), argument)
                .or(() -> below("/out", command.output(), argument))
                .orElse(argument);
    }

    private static Optional<String> below(String inside, Optional<Path> outside, String argument) {
        return outside.filter(folder -> argument.equals(inside) || argument.startsWith(inside + "/"))
                .map(folder -> folder.toAbsolutePath() + argument.substring(inside.length()));
    }

    @Override
    public void close() {
        launcher.close();
    }

    /** The process group that the command leads. */
    private static final class Group implements SandboxedProcess.Cage {

        private final Process leader;
        private final ProcessTreeMeter meter;

        Group(Process leader, Limits limits) {
            this.leader = leader;
            this.meter = new ProcessTreeMeter(leader.pid(), limits.memoryBytes());
        }

        @Override
        public void kill() {
            try {
                new ProcessBuilder(Launch.SHELL, "-c", "kill -s KILL -- \"-$1\" 2>/dev/null", "sh", "" + leader.pid())
                        .start()
                        .waitFor();
            } catch (IOException e) {
                leader.toHandle().destroyForcibly();
            } catch (InterruptedException e) {
                leader.toHandle().destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public Usage usage() {
            return meter.read();
        }

        @Override
        public void release() {
            // a process holds nothing that its end does not free
        }
    }
}
