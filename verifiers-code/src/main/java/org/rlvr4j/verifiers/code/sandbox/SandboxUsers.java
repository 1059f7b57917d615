package org.rlvr4j.verifiers.code.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The users that sandboxes of a root JVM run as: unused numbers, one for each sandbox at a time, with one common group.
 *
 * <p>bubblewrap must not be started as real root: root writes {@code core_pattern} even from inside. A number for each sandbox
 * keeps them from counting each other's processes.
 */
final class SandboxUsers {

    private static final int FIRST_CHOICE = 2_000_000_000;
    private static final int BLOCKS = 1 << 16;
    private static final int BLOCK = 1024;
    /** Between systemd's ranges; for containers that map no high numbers. */
    private static final int SECOND_CHOICE = 60_706;

    private static final int SECOND_CHOICE_BLOCK = 400;

    private final int first;
    private final int size;
    private final BitSet taken = new BitSet();

    /**
     * Chooses the numbers.
     *
     * @param uidMap the text of {@code /proc/self/uid_map}: the numbers that exist here
     * @param pid this JVM's process number, so that two JVMs choose different ones
     */
    SandboxUsers(String uidMap, long pid) {
        int block = FIRST_CHOICE + (int) (pid % BLOCKS) * BLOCK;
        boolean mapped = maps(uidMap, block);
        first = mapped ? block : SECOND_CHOICE;
        size = mapped ? BLOCK - 1 : SECOND_CHOICE_BLOCK;
    }

    private static boolean maps(String uidMap, int uid) {
        return uidMap.lines().map(line -> line.strip().split("\\s+")).anyMatch(range -> {
            long start = Long.parseLong(range[0]);
            return uid >= start && uid + (long) BLOCK <= start + Long.parseLong(range[2]);
        });
    }

    /** The group of all sandboxes, through which they read their folders. */
    int group() {
        return first;
    }

    /** Takes an unused user; when all are in use, they are shared. */
    synchronized int take() {
        int index = taken.nextClearBit(0) % size;
        taken.set(index);
        return first + 1 + index;
    }

    synchronized void giveBack(int user) {
        taken.clear(user - first - 1);
    }

    /**
     * Lets sandboxes read a folder, and write it if asked.
     *
     * @throws SandboxException if a folder above it cannot be entered by other users
     */
    void grant(Path folder, boolean writable) throws SandboxException {
        try {
            requireReachable(folder);
            try (var tree = Files.walk(folder)) {
                for (Path path : (Iterable<Path>) tree::iterator) {
                    grantOne(path, writable);
                }
            }
        } catch (IOException e) {
            throw new SandboxException("the sandbox cannot be given " + folder + ": " + e, e);
        }
    }

    private void grantOne(Path path, boolean writable) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return;
        }
        Set<PosixFilePermission> before = Files.getPosixFilePermissions(path);
        Set<PosixFilePermission> after = EnumSet.copyOf(before);
        after.add(PosixFilePermission.GROUP_READ);
        if (before.contains(PosixFilePermission.OWNER_EXECUTE)) {
            after.add(PosixFilePermission.GROUP_EXECUTE);
        }
        if (writable) {
            after.add(PosixFilePermission.GROUP_WRITE);
        }
        if (!Files.getAttribute(path, "unix:gid", LinkOption.NOFOLLOW_LINKS).equals(group())) {
            Files.setAttribute(path, "unix:gid", group(), LinkOption.NOFOLLOW_LINKS);
        }
        boolean madeInside =
                !Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(0);
        if (!after.equals(before) && !madeInside) {
            Files.setPosixFilePermissions(path, after);
        }
    }

    private static void requireReachable(Path folder) throws IOException, SandboxException {
        List<Path> above = new ArrayList<>();
        for (Path parent = folder.toRealPath().getParent(); parent != null; parent = parent.getParent()) {
            above.add(parent);
        }
        for (Path parent : above) {
            if (!Files.getPosixFilePermissions(parent, LinkOption.NOFOLLOW_LINKS)
                    .contains(PosixFilePermission.OTHERS_EXECUTE)) {
                throw new SandboxException("the sandbox's user cannot enter " + parent + ", which " + folder
                        + " is in: use a folder directly below java.io.tmpdir, or chmod o+x " + parent);
            }
        }
    }
}
