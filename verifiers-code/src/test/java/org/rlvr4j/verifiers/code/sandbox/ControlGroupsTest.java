package org.rlvr4j.verifiers.code.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finds control groups on machines that this one is not, by folders that look like theirs. */
class ControlGroupsTest {

    private static String mount(String root, Path at, String type, String options) {
        return "30 20 0:26 " + root + " " + at + " rw,relatime shared:9 - " + type + " cgroup rw," + options + "\n";
    }

    @Test
    void hierarchiesOfBothVersionsAreRead(@TempDir Path top) {
        String mounts = "22 1 0:21 / /proc rw - proc proc rw\n" + mount("/", top.resolve("memory"), "cgroup", "memory")
                + mount("/docker/abc", top.resolve("cpu"), "cgroup", "cpu,cpuacct")
                + mount("/", top.resolve("unified"), "cgroup2", "nsdelegate");
        String own = "9:cpu,cpuacct:/docker/abc/inner\n4:memory:/a/b\n0::/user.slice/x.scope\n";
        assertEquals(
                List.of(
                        new CgroupMount(1, Set.of("rw", "memory"), top.resolve("memory"), top.resolve("memory/a/b")),
                        new CgroupMount(
                                1, Set.of("rw", "cpu", "cpuacct"), top.resolve("cpu"), top.resolve("cpu/inner")),
                        new CgroupMount(
                                2, Set.of(), top.resolve("unified"), top.resolve("unified/user.slice/x.scope"))),
                CgroupMount.parse(mounts, own));
    }

    @Test
    void nothingIsFoundWhereNothingIs() throws IOException {
        ControlGroups groups = ControlGroups.none();
        assertFalse(groups.boundMemory());
        ControlGroup group = groups.create(1 << 20, 5);
        assertEquals(List.of(), group.joinFiles());
        assertEquals(new Usage(-1, -1, false), group.read());
        group.close();
        groups.close();
    }

    @Test
    void inASystemdSessionGroupsAreMadeAtTheDelegatedAncestor(@TempDir Path top) throws IOException {
        Path slice = Files.createDirectories(top.resolve("user.slice/app.slice"));
        Files.createDirectories(slice.resolve("run.scope"));
        Files.writeString(slice.resolve("cgroup.subtree_control"), "memory pids\n");
        ControlGroups groups =
                new ControlGroups(mount("/", top, "cgroup2", "nsdelegate"), "0::/user.slice/app.slice/run.scope\n");
        assertTrue(groups.boundMemory());
        ControlGroup group = groups.create(64 << 20, 17);
        Path folder = group.joinFiles().get(0).resolveSibling(".").normalize();
        assertTrue(folder.startsWith(slice) && !folder.startsWith(slice.resolve("run.scope")), folder.toString());
        assertEquals("67108864", Files.readString(folder.resolve("memory.max")));
        assertEquals("1", Files.readString(folder.resolve("memory.oom.group")));
        assertEquals("17", Files.readString(folder.resolve("pids.max")));

        Files.writeString(folder.resolve("cpu.stat"), "usage_usec 1500\nuser_usec 1000\n");
        Files.writeString(folder.resolve("memory.peak"), "4096\n");
        Files.writeString(folder.resolve("memory.events"), "low 0\noom 1\noom_kill 0\n");
        assertEquals(new Usage(1_500_000, 4096, false), group.read());
        Files.writeString(folder.resolve("memory.events"), "low 0\noom 1\noom_kill 1\n");
        assertTrue(group.read().outOfMemory());
    }

    @Test
    void groupsOfDeadJvmsAreRemoved(@TempDir Path top) throws IOException {
        Path dead = Files.createDirectories(top.resolve("own/rlvr4j-999999999-1/run-1"));
        Path alive = Files.createDirectories(
                top.resolve("own/rlvr4j-" + ProcessHandle.current().pid() + "-1/run-1"));
        Path other = Files.createDirectories(top.resolve("own/rlvr4j-notes"));
        new ControlGroups(mount("/", top, "cgroup", "memory"), "4:memory:/own\n").close();
        assertFalse(Files.exists(dead));
        assertTrue(Files.exists(alive));
        assertTrue(Files.exists(other));
    }
}
