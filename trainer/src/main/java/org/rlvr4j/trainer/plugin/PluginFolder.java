package org.rlvr4j.trainer.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A place where plugins lie: each {@code .jar} in it is one, and each folder in it that holds jars is one, which brings its
 * libraries along. Hidden files and files of other names are passed over.
 *
 * @param path the folder, or the jar of a single plugin
 */
public record PluginFolder(Path path) {

    private static final String JAR = ".jar";

    /** Where a plugin is, and the jars that it consists of. */
    record Candidate(Path path, List<Path> jars) {
        String name() {
            String file = String.valueOf(path.getFileName());
            return file.endsWith(JAR) ? file.substring(0, file.length() - JAR.length()) : file;
        }
    }

    /**
     * Names a folder.
     *
     * @param path the folder, or the jar of a single plugin
     */
    public PluginFolder {
        path = path.toAbsolutePath().normalize();
    }

    /**
     * Finds the plugins, whether they work or not.
     *
     * @throws UncheckedIOException if the folder is not there or cannot be read
     */
    List<Candidate> candidates() {
        if (isJar(path)) {
            return List.of(new Candidate(path, List.of(path)));
        }
        try {
            if (!Files.isDirectory(path)) {
                throw new NoSuchFileException(path.toString(), null, "there is no such folder of plugins");
            }
            List<Candidate> found = new ArrayList<>();
            for (Path entry : visible(path)) {
                if (isJar(entry)) {
                    found.add(new Candidate(entry, List.of(entry)));
                } else if (Files.isDirectory(entry)) {
                    found.add(new Candidate(
                            entry,
                            visible(entry).stream().filter(PluginFolder::isJar).toList()));
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isJar(Path file) {
        return String.valueOf(file.getFileName()).endsWith(JAR) && Files.isRegularFile(file);
    }

    private static List<Path> visible(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
