package org.rlvr4j.verifiers.code.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The control groups of this JVM's sandboxes: one group a run, in each hierarchy where this user may make groups.
 *
 * <p>Version 1 and version 2 are used as found, below the group in which the JVM itself is, so that the limits above it hold
 * for sandboxes too. Where version 2 has the memory controller only at an ancestor that this user owns, as in a systemd
 * session, groups are made there.
 */
final class ControlGroups implements AutoCloseable {

    /** What a hierarchy is used for. */
    enum Controller {
        MEMORY("memory"),
        PIDS("pids"),
        CPU("cpuacct");

        private final String name;

        Controller(String name) {
            this.name = name;
        }
    }

    private static final String PREFIX = "rlvr4j-";

    private final Map<Controller, Path> version1 = new EnumMap<>(Controller.class);
    private final @Nullable Path version2;
    private final boolean version2Memory;
    private final boolean version2Pids;
    private final AtomicLong runs = new AtomicLong();

    /**
     * Looks for hierarchies that can be used, and makes a group in each.
     *
     * @param mounts the text of {@code /proc/self/mountinfo}
     * @param own the text of {@code /proc/self/cgroup}
     */
    ControlGroups(String mounts, String own) {
        List<CgroupMount> found = CgroupMount.parse(mounts, own);
        String name = PREFIX + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
        for (CgroupMount mount : found) {
            if (mount.version() == 1) {
                useVersion1(mount, name);
            }
        }
        Path folder = null;
        for (CgroupMount mount : found) {
            if (mount.version() == 2) {
                folder = version2Folder(mount, name, !version1.containsKey(Controller.MEMORY));
            }
        }
        version2 = folder;
        version2Memory = folder != null && enableControllers(folder, "memory");
        version2Pids = folder != null && enableControllers(folder, "pids");
    }

    /** Looks at the machine's own hierarchies. */
    static ControlGroups ofThisProcess() {
        try {
            return new ControlGroups(
                    Files.readString(Path.of("/proc/self/mountinfo")), Files.readString(Path.of("/proc/self/cgroup")));
        } catch (IOException e) {
            return none();
        }
    }

    /** Uses no control group at all. */
    static ControlGroups none() {
        return new ControlGroups("", "");
    }

    boolean boundMemory() {
        return version1.containsKey(Controller.MEMORY) || version2Memory;
    }

    private void useVersion1(CgroupMount mount, String name) {
        for (Controller controller : Controller.values()) {
            if (mount.controllers().contains(controller.name)) {
                Path folder = create(mount.own(), name);
                if (folder != null) {
                    version1.put(controller, folder);
                }
            }
        }
    }

    private static @Nullable Path version2Folder(CgroupMount mount, String name, boolean wantsMemory) {
        if (wantsMemory) {
            Path ancestor = mount.own();
            while (ancestor != null && ancestor.startsWith(mount.top())) {
                Path folder = offers(ancestor, "memory") ? create(ancestor, name) : null;
                if (folder != null) {
                    return folder;
                }
                ancestor = ancestor.getParent();
            }
        }
        return create(mount.own(), name);
    }

    /** Whether groups below {@code group} have a controller. */
    private static boolean offers(Path group, String controller) {
        try {
            return List.of(Files.readString(group.resolve("cgroup.subtree_control"))
                            .strip()
                            .split(" "))
                    .contains(controller);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean enableControllers(Path folder, String controller) {
        try {
            Files.writeString(folder.resolve("cgroup.subtree_control"), "+" + controller);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static @Nullable Path create(Path parent, String name) {
        removeLeftOver(parent);
        try {
            Path folder = parent.resolve(name);
            return Files.isDirectory(folder) ? folder : Files.createDirectory(folder);
        } catch (IOException e) {
            return null;
        }
    }

    /** Removes groups of JVMs that were killed before they could. */
    private static void removeLeftOver(Path parent) {
        try (DirectoryStream<Path> groups = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path group : groups) {
                String pid = group.getFileName().toString().split("-")[1];
                if (ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
                    removeTree(group);
                }
            }
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return; // not ours, or still in use
        }
    }

    private static void removeTree(Path group) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(group, Files::isDirectory)) {
            for (Path child : children) {
                Files.delete(child);
            }
        }
        Files.delete(group);
    }

    /**
     * Makes the groups of one run.
     *
     * @param memoryBytes most memory
     * @param tasks most processes and threads
     * @throws IOException if the kernel refuses
     */
    ControlGroup create(long memoryBytes, int tasks) throws IOException {
        String name = "run-" + runs.incrementAndGet();
        Map<Controller, Path> folders = new EnumMap<>(Controller.class);
        for (Map.Entry<Controller, Path> hierarchy : version1.entrySet()) {
            folders.put(
                    hierarchy.getKey(),
                    Files.createDirectory(hierarchy.getValue().resolve(name)));
        }
        Path unified = version2 == null ? null : Files.createDirectory(version2.resolve(name));
        ControlGroup group = new ControlGroup(
                folders, unified, version2Memory && !folders.containsKey(Controller.MEMORY), version2Pids);
        try {
            group.bound(memoryBytes, tasks);
        } catch (IOException e) {
            group.close();
            throw e;
        }
        return group;
    }

    /** Removes the groups; those that still hold a process are left. */
    @Override
    public void close() {
        List<Path> folders = new ArrayList<>(version1.values());
        if (version2 != null) {
            folders.add(version2);
        }
        for (Path folder : folders) {
            try {
                removeTree(folder);
            } catch (IOException e) {
                System.getLogger(ControlGroups.class.getName())
                        .log(System.Logger.Level.WARNING, "control group {0} is left: {1}", folder, e.getMessage());
            }
        }
    }
}
