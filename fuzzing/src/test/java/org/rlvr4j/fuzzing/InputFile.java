package org.rlvr4j.fuzzing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of this process's own for readers that want a path; in memory where the system has such a folder. */
public final class InputFile {

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final Path FOLDER = folder();

    private InputFile() {}

    private static Path folder() {
        try {
            Path folder = Files.isWritable(SHARED_MEMORY)
                    ? Files.createTempDirectory(SHARED_MEMORY, "rlvr4j-fuzzing")
                    : Files.createTempDirectory("rlvr4j-fuzzing");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (var paths = Files.walk(folder)) {
            paths.sorted(java.util.Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            // what is left is in a folder of temporary files
        }
    }

    /**
     * Writes a file.
     *
     * @param name its name, which may begin with a folder's
     * @param content its bytes
     * @return its path
     * @throws IOException if it cannot be written
     */
    public static Path write(String name, byte[] content) throws IOException {
        return Files.write(FOLDER.resolve(name), content);
    }

    /**
     * Makes a folder.
     *
     * @param name its name, which may begin with another's
     * @return its path
     * @throws IOException if it cannot be made
     */
    public static Path folder(String name) throws IOException {
        return Files.createDirectories(FOLDER.resolve(name));
    }
}
