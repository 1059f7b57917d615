package org.rlvr4j.verifiers.code.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the attacks must not change about the machine. */
record HostState(
        String mounts, String corePattern, String hostname, Set<String> files, Set<String> groups, long descriptors) {

    private static final List<String> WATCHED =
            List.of("/", "/usr", "/etc", "/tmp", "/var/tmp", "/dev", "/run", "/home");

    static HostState now() throws IOException {
        return new HostState(
                Files.readString(Path.of("/proc/self/mountinfo")),
                Files.readString(Path.of("/proc/sys/kernel/core_pattern")),
                Files.readString(Path.of("/proc/sys/kernel/hostname")),
                traces(),
                groupsOfThisJvm(),
                entries(Path.of("/proc/self/fd")).size());
    }

    /** Files that the attacks would leave, had they got out. */
    private static Set<String> traces() throws IOException {
        Set<String> found = new TreeSet<>();
        for (String folder : WATCHED) {
            for (String name :
                    List.of("attack", "attack-dir", "big", "sparse", "disk", "link", "link2", "link3", "s")) {
                Path path = Path.of(folder, name);
                if (Files.exists(path)) {
                    found.add(path.toString());
                }
            }
        }
        return found;
    }

    /** This JVM's own groups, where it makes them: in its group and in those above. */
    private static Set<String> groupsOfThisJvm() throws IOException {
        Set<String> found = new TreeSet<>();
        String prefix = "rlvr4j-" + ProcessHandle.current().pid() + "-";
        for (CgroupMount mount : CgroupMount.parse(
                Files.readString(Path.of("/proc/self/mountinfo")), Files.readString(Path.of("/proc/self/cgroup")))) {
            for (Path group = mount.own(); group != null && group.startsWith(mount.top()); group = group.getParent()) {
                for (String name : entries(group)) {
                    if (name.startsWith(prefix)) {
                        found.add(group.resolve(name).toString());
                    }
                }
            }
        }
        return found;
    }

    private static List<String> entries(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder)) {
            paths.forEach(path -> names.add(path.getFileName().toString()));
        }
        return names;
    }

    /** Every process of the sandboxes' users, zombies among them; of an ordinary user's JVM, all that descend from it. */
    static List<String> sandboxProcesses() throws IOException {
        List<String> found = new ArrayList<>();
        ProcessHandle.current().descendants().forEach(child -> found.add(child.toString()));
        long block = 2_000_000_000L + ProcessHandle.current().pid() % 65_536 * 1024;
        for (String pid : entries(Path.of("/proc"))) {
            if (!Character.isDigit(pid.charAt(0))) {
                continue;
            }
            try {
                String status = Files.readString(Path.of("/proc", pid, "status"));
                long uid = status.lines()
                        .filter(line -> line.startsWith("Uid:"))
                        .mapToLong(line -> Long.parseLong(line.split("\\s+")[1]))
                        .findFirst()
                        .orElse(-1);
                if (uid >= block && uid < block + 1024) {
                    found.add(status.lines().limit(3).toList() + " " + pid);
                }
            } catch (IOException e) {
                // it has ended
            }
        }
        return found;
    }

    static void assertNoProcessIsLeft() throws IOException, InterruptedException {
        for (int attempt = 0; attempt < 100 && !sandboxProcesses().isEmpty(); attempt++) {
            Thread.sleep(20);
        }
        assertEquals(List.of(), sandboxProcesses());
    }
}
