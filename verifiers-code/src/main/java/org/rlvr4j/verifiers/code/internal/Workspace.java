package org.rlvr4j.verifiers.code.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * A temporary folder for the files of one program, gone with everything in it when closed.
 *
 * <p>Sandboxes run under another user than this process, so files are readable for all, and the compiler's output folder
 * is writable for all; nobody else can enter, because the folder above is not listable and has a random name.
 */
final class Workspace implements AutoCloseable {

    private final Path root;

    Workspace() throws IOException {
        root = Files.createTempDirectory("rlvr4j-code");
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
    }

    /** Writes files into a new folder, beside others that are linked. */
    Path sources(String name, Map<String, String> files, List<Path> linked) throws IOException {
        Path folder = Files.createDirectory(root.resolve(name));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.write(path, bytes(file.getValue()));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r--r--r--"));
        }
        link(linked, folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        return folder;
    }

    /** Places shared files in a folder; a file of the same name there is replaced. */
    static void link(List<Path> files, Path folder) throws IOException {
        for (Path file : files) {
            Path link = folder.resolve(file.getFileName());
            Files.deleteIfExists(link);
            Files.createLink(link, file);
        }
    }

    /** Makes an empty folder that a compiler may write. */
    Path output(String name) throws IOException {
        Path folder = Files.createDirectory(root.resolve(name));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        return folder;
    }

    /** Copies a file that a sandbox wrote, so that it belongs to this process and is read-only. */
    Path copy(Path file) throws IOException {
        Path folder = root.resolve("copies");
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        Path own = Files.copy(file, folder.resolve(file.getFileName()), LinkOption.NOFOLLOW_LINKS);
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("r--r--r--"));
        return own;
    }

    /** Lone surrogates cannot be written; a question mark stands for each. */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            Files.walkFileTree(root, new Deletion());
        } catch (IOException e) {
            root.toFile().deleteOnExit();
        }
    }

    /** Deletes without following links; folders are made writable first. */
    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @org.jspecify.annotations.Nullable IOException problem)
                throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
