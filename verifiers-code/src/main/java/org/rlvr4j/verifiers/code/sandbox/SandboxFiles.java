package org.rlvr4j.verifiers.code.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The few files that an isolation itself needs, in a temporary folder that only this user may enter. */
final class SandboxFiles implements AutoCloseable {

    private static final String PREFIX = "rlvr4j-isolation-";

    private final Path folder;

    private SandboxFiles(Path folder) {
        this.folder = folder;
    }

    static SandboxFiles create() throws SandboxException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        removeLeftOver(temporary);
        try {
            String prefix = PREFIX + ProcessHandle.current().pid() + "-";
            return new SandboxFiles(Files.createTempDirectory(temporary, prefix));
        } catch (IOException e) {
            throw new SandboxException("no temporary folder could be made in " + temporary + ": " + e.getMessage(), e);
        }
    }

    Path write(String name, byte[] content) throws SandboxException {
        try {
            return Files.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw new SandboxException("a file could not be written to " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Removes what JVMs left that were killed before they could. */
    private static void removeLeftOver(Path temporary) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            for (Path left : folders) {
                String pid =
                        left.getFileName().toString().substring(PREFIX.length()).split("-")[0];
                if (ProcessHandle.of(Long.parseLong(pid)).isEmpty() && Files.isDirectory(left)) {
                    removeFolder(left);
                }
            }
        } catch (IOException | NumberFormatException e) {
            return; // another user's
        }
    }

    private static void removeFolder(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    @Override
    public void close() {
        try {
            removeFolder(folder);
        } catch (IOException e) {
            System.getLogger(SandboxFiles.class.getName())
                    .log(System.Logger.Level.WARNING, "{0} is left: {1}", folder, e.getMessage());
        }
    }
}
