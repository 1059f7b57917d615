package org.rlvr4j.verifiers.code.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Writes bubblewrap's command line: which part of the machine a command sees. */
final class BubblewrapLine {

    private static final List<Path> SYSTEM = List.of(
            Path.of("/usr/bin"),
            Path.of("/usr/lib"),
            Path.of("/usr/lib32"),
            Path.of("/usr/lib64"),
            Path.of("/usr/libexec"),
            Path.of("/usr/include"),
            Path.of("/etc/alternatives"),
            Path.of("/etc/ld.so.cache"));
    /** Links into /usr on most machines, folders on others. */
    private static final List<Path> TOP_LEVEL = List.of(Path.of("/bin"), Path.of("/lib"), Path.of("/lib64"));

    private static final String INSIDE_ID = "65534";
    private static final long SHARED_MEMORY_BYTES = 1 << 20;
    private static final long LEAST_TEMPORARY_BYTES = 1 << 20;
    private static final long MOST_TEMPORARY_BYTES = 128 << 20;
    private static final int TEMPORARY_PART = 4;

    private final List<String> fixed;

    /**
     * Looks at which of the system's folders there are.
     *
     * @param bwrap the program
     * @param readOnly what is seen beside the system's folders
     */
    BubblewrapLine(Path bwrap, Set<Path> readOnly) {
        List<String> line = new ArrayList<>();
        Collections.addAll(line, bwrap.toString(), "--unshare-all", "--unshare-user", "--disable-userns");
        Collections.addAll(line, "--die-with-parent", "--as-pid-1", "--new-session", "--cap-drop", "ALL");
        Collections.addAll(line, "--uid", INSIDE_ID, "--gid", INSIDE_ID, "--hostname", "sandbox", "--clearenv");
        addFolders(line, readOnly);
        Collections.addAll(line, "--proc", "/proc", "--dev", "/dev");
        fixed = List.copyOf(line);
    }

    private static void addFolders(List<String> line, Set<Path> readOnly) {
        List<Path> seen = new ArrayList<>();
        for (Path folder : SYSTEM) {
            bind(line, seen, folder);
        }
        for (Path folder : TOP_LEVEL) {
            if (Files.isSymbolicLink(folder)) {
                Collections.addAll(line, "--symlink", linkTarget(folder), folder.toString());
                seen.add(folder);
            } else {
                bind(line, seen, folder);
            }
        }
        for (Path extra : readOnly) {
            bind(line, seen, extra);
        }
    }

    private static void bind(List<String> line, List<Path> seen, Path path) {
        if (Files.exists(path) && seen.stream().noneMatch(path::startsWith)) {
            Collections.addAll(line, "--ro-bind", path.toString(), path.toString());
            seen.add(path);
        }
    }

    private static String linkTarget(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The line for one command, without the command itself: descriptors 8 and 9 are the shell's to open. */
    List<String> of(Command command) {
        List<String> line = new ArrayList<>(fixed);
        addMemoryFolder(line, SHARED_MEMORY_BYTES, "/dev/shm");
        addMemoryFolder(line, temporaryBytes(command.limits().memoryBytes()), "/tmp");
        command.files().ifPresent(folder -> Collections.addAll(line, "--ro-bind", folder.toString(), "/w"));
        command.output().ifPresent(folder -> Collections.addAll(line, "--bind", folder.toString(), "/out"));
        Collections.addAll(line, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/tmp");
        Launch.environment(command).forEach((name, value) -> Collections.addAll(line, "--setenv", name, value));
        Collections.addAll(line, "--info-fd", "8", "--seccomp", "9");
        return line;
    }

    private static void addMemoryFolder(List<String> line, long bytes, String folder) {
        Collections.addAll(line, "--size", Long.toString(bytes), "--tmpfs", folder);
    }

    private static long temporaryBytes(long memoryBytes) {
        return Math.max(LEAST_TEMPORARY_BYTES, Math.min(MOST_TEMPORARY_BYTES, memoryBytes / TEMPORARY_PART));
    }
}
