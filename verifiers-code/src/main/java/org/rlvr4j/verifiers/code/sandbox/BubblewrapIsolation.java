package org.rlvr4j.verifiers.code.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.spi.ProcessEnd;
import org.rlvr4j.verifiers.code.sandbox.seccomp.Architecture;
import org.rlvr4j.verifiers.code.sandbox.seccomp.SeccompFilter;

/**
 * Runs each command in a sandbox of its own, made by bubblewrap.
 *
 * <p>A command has namespaces of its own of every kind, so it sees no other process, no network and of the file system only
 * the system's programs, read-only, and small temporary folders in memory. It has no rights, cannot gain any, and a filter
 * takes away the parts of the kernel that such programs do not need. Its processes end with it, with the JVM, and with the
 * thread that started them. docs/sandbox.md says what this promises and what not.
 */
public final class BubblewrapIsolation implements Isolation {

    private static final Path BWRAP = Path.of("/usr/bin/bwrap");
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final Pattern CHILD = Pattern.compile("\"child-pid\": ?(\\d{1,10})");
    /** The launch itself: bubblewrap outside, and the shell that becomes the command. */
    private static final int LAUNCH_TASKS = 4;

    private final Launcher launcher = new Launcher();
    private final BubblewrapLine line;
    private final ControlGroups groups;
    private final SandboxFiles own;
    private final Path filter;
    private final Path filterWithProcesses;
    private final @Nullable SandboxUsers users;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ProcessEnd.Closing atEnd;

    private BubblewrapIsolation(BubblewrapOptions options, Architecture architecture) throws SandboxException {
        own = SandboxFiles.create();
        filter = own.write("filter", SeccompFilter.of(architecture, false));
        filterWithProcesses = own.write("filter-processes", SeccompFilter.of(architecture, true));
        line = new BubblewrapLine(BWRAP, options.readOnly());
        groups = options.controlGroups() ? ControlGroups.ofThisProcess() : ControlGroups.none();
        users = isRoot() ? new SandboxUsers(uidMap(), ProcessHandle.current().pid()) : null;
        atEnd = ProcessEnd.closeLast(this::close);
    }

    /**
     * Checks the machine, tries a sandbox, and is then ready.
     *
     * @param options what programs see beside the system
     * @return closed by the caller
     * @throws SandboxException if sandboxes cannot be made here; the message has the remedy
     * @throws InterruptedException if interrupted
     */
    public static BubblewrapIsolation open(BubblewrapOptions options) throws SandboxException, InterruptedException {
        Availability availability = new Availability(BWRAP, Path.of("/proc/sys"));
        Optional<String> obstacle = availability.obstacle();
        if (obstacle.isPresent()) {
            throw new SandboxException(obstacle.get());
        }
        if (isRoot() && !Files.isExecutable(SETPRIV)) {
            throw new SandboxException(SETPRIV + " is missing: apt-get install util-linux");
        }
        Architecture architecture =
                Architecture.named(System.getProperty("os.arch", "")).orElseThrow();
        BubblewrapIsolation isolation = new BubblewrapIsolation(options, architecture);
        try {
            isolation.tryOut();
            return isolation;
        } catch (SandboxException e) {
            isolation.close();
            throw new SandboxException(e.getMessage() + " (" + availability.remedy() + ")", e);
        } catch (InterruptedException e) {
            isolation.close();
            throw e;
        }
    }

    /**
     * Says why sandboxes cannot be made on this machine.
     *
     * @return the obstacle with its remedy, or empty if all is well
     * @throws InterruptedException if interrupted
     */
    public static Optional<String> obstacle() throws InterruptedException {
        try {
            open(BubblewrapOptions.defaults()).close();
            return Optional.empty();
        } catch (SandboxException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private void tryOut() throws SandboxException, InterruptedException {
        Limits limits =
                new Limits(Duration.ofSeconds(30), Duration.ofSeconds(10), 256L << 20, false, 16, 1 << 20, 64, 1 << 16);
        Command command =
                new Command(List.of("/usr/bin/true"), Optional.empty(), Optional.empty(), Map.of(), false, limits);
        try (Execution execution = start(command)) {
            Ended ended = execution.communicate(new byte[0]);
            if (ended.exitCode() != 0) {
                throw new SandboxException("/usr/bin/true ends with " + ended.exitCode() + " in the sandbox");
            }
        }
    }

    /**
     * Says whether the kernel bounds the memory of a sandbox as a whole, by control groups.
     *
     * @return false if address space and a watch take their place
     */
    public boolean boundsMemoryByControlGroup() {
        return groups.boundMemory();
    }

    /** What the first process of a sandbox does. */
    private enum First {
        /** It becomes the command, and no other can be started. */
        ONLY,
        /** It waits for the command, and then ends the others. */
        WATCHES,
        /** It becomes the command, and may start others. */
        SERVES
    }

    @Override
    public Execution start(Command command) throws SandboxException, InterruptedException {
        return start(command, command.mayStartProcesses() ? First.WATCHES : First.ONLY);
    }

    /** Starts a command of ours, which no program in the sandbox can signal. */
    Execution startServer(Command command) throws SandboxException {
        return start(command, First.SERVES);
    }

    private Execution start(Command command, First first) throws SandboxException {
        if (closed.get()) {
            throw new SandboxException("the isolation is closed");
        }
        Limits limits = command.limits();
        int user = prepareUser(command);
        ControlGroup group = null;
        try {
            group = groups.create(limits.memoryBytes(), limits.processes() + LAUNCH_TASKS);
            return launch(outerLine(command, first, user, group), command.limits(), user, group);
        } catch (IOException e) {
            giveBack(user, group);
            throw new SandboxException("control groups cannot be made: " + e.getMessage(), e);
        } catch (SandboxException e) {
            giveBack(user, group);
            throw e;
        }
    }

    private int prepareUser(Command command) throws SandboxException {
        if (users == null) {
            return -1;
        }
        if (command.files().isPresent()) {
            users.grant(command.files().get(), false);
        }
        if (command.output().isPresent()) {
            users.grant(command.output().get(), true);
        }
        return users.take();
    }

    private void giveBack(int user, @Nullable ControlGroup group) {
        if (users != null) {
            users.giveBack(user);
        }
        if (group != null) {
            group.close();
        }
    }

    private Execution launch(List<String> arguments, Limits limits, int user, ControlGroup group)
            throws SandboxException {
        return launcher.launch(arguments, Path.of("/"), limits, (process, header) -> {
            Matcher child = CHILD.matcher(header);
            if (!child.find()) {
                throw new SandboxException("bubblewrap did not tell its process: " + Launcher.oneLine(header));
            }
            ProcessHandle first = ProcessHandle.of(Long.parseLong(child.group(1)))
                    .orElseThrow(() -> new SandboxException("the sandbox ended before it began"));
            return new Cage(process, first, group, limits, user);
        });
    }

    private List<String> outerLine(Command command, First first, int user, ControlGroup group) {
        Limits limits = command.limits();
        List<String> arguments = new ArrayList<>();
        Collections.addAll(arguments, Launch.SHELL, "-c", Launch.OUTER, "sh");
        arguments.add((first == First.ONLY ? filter : filterWithProcesses).toString());
        group.joinFiles().forEach(file -> arguments.add(file.toString()));
        arguments.add("--");
        arguments.addAll(Launch.outerLimits(limits, limits.addressSpace() && !group.boundsMemory()));
        arguments.add("--");
        if (users != null) {
            Collections.addAll(arguments, SETPRIV.toString(), "--reuid=" + user, "--regid=" + users.group());
            Collections.addAll(arguments, "--clear-groups", "--no-new-privs");
        }
        arguments.addAll(line.of(command));
        String inner = first == First.WATCHES ? Launch.INNER_WITH_PROCESSES : Launch.INNER;
        Collections.addAll(arguments, Launch.SHELL, "-c", inner, "sh");
        Collections.addAll(arguments, Integer.toString(limits.processes()));
        arguments.addAll(command.arguments());
        return arguments;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        atEnd.cancel();
        launcher.close();
        groups.close();
        own.close();
    }

    /** One sandbox: its outer bubblewrap process, and the first process inside. */
    private final class Cage implements SandboxedProcess.Cage {

        private final Process outer;
        private final ProcessHandle first;
        private final ControlGroup group;
        private final int user;
        private final ProcessTreeMeter tree;

        Cage(Process outer, ProcessHandle first, ControlGroup group, Limits limits, int user) {
            this.outer = outer;
            this.first = first;
            this.group = group;
            this.user = user;
            this.tree = new ProcessTreeMeter(first.pid(), limits.memoryBytes());
        }

        /** Kills from inside out: with the outer process killed first, the inner one would be left to the machine's init. */
        @Override
        public void kill() {
            if (first.isAlive()) {
                first.destroyForcibly();
            } else {
                outer.toHandle().destroyForcibly(); // Process.destroyForcibly would close the pipes unread
            }
        }

        @Override
        public Usage usage() {
            Usage counted = group.read();
            if (group.boundsMemory() && counted.cpuNanos() >= 0) {
                return counted;
            }
            Usage seen = tree.read();
            return new Usage(
                    Math.max(counted.cpuNanos(), seen.cpuNanos()),
                    Math.max(counted.peakMemoryBytes(), seen.peakMemoryBytes()),
                    counted.outOfMemory() || (!group.boundsMemory() && seen.outOfMemory()));
        }

        @Override
        public void release() {
            giveBack(user, group);
        }
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            return false;
        }
    }

    private static String uidMap() throws SandboxException {
        try {
            return Files.readString(Path.of("/proc/self/uid_map"));
        } catch (IOException e) {
            throw new SandboxException("/proc/self/uid_map cannot be read: " + e.getMessage(), e);
        }
    }
}
