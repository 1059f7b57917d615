package org.rlvr4j.verifiers.code.language;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Where a compiler or interpreter is on this machine.
 *
 * @param program its path with links resolved, or empty where it is missing
 * @param folders folders that it needs beside the system's own
 * @param debianPackage the package that brings it
 */
public record Toolchain(Optional<Path> program, List<Path> folders, String debianPackage) {

    private static final List<Path> SYSTEM_FOLDERS =
            List.of(Path.of("/usr/bin"), Path.of("/usr/lib"), Path.of("/usr/share"));
    private static final int LINK_DEPTH = 3;
    private static final int VERSION_SECONDS = 20;

    /** Copies. */
    public Toolchain {
        folders = List.copyOf(folders);
    }

    /**
     * Looks in the system's folders, never at the search path: what a developer has there may be a shim.
     *
     * @param name the program's name
     * @param debianPackage the package that brings it
     * @return where it is, if anywhere
     */
    static Toolchain find(String name, String debianPackage) {
        List<Path> places = new ArrayList<>();
        places.add(Path.of("/usr/bin", name));
        places.add(Path.of("/usr/local/bin", name));
        places.add(Path.of("/opt", name, "bin", name));
        return places.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .map(place -> at(place, debianPackage))
                .orElseGet(() -> new Toolchain(Optional.empty(), List.of(), debianPackage));
    }

    static Toolchain at(Path place, String debianPackage) {
        try {
            Path real = place.toRealPath();
            boolean system = SYSTEM_FOLDERS.stream().anyMatch(real::startsWith);
            // an installation outside the system's folders: its root holds bin, lib and the rest
            Path bin = real.getParent();
            Path root = bin == null ? null : bin.getParent();
            Set<Path> folders = new LinkedHashSet<>();
            if (root != null && !system) {
                folders.add(root);
            }
            if (root != null && root.getNameCount() > 1) {
                folders.addAll(linkedFolders(root));
            }
            return new Toolchain(Optional.of(real), List.copyOf(folders), debianPackage);
        } catch (IOException e) {
            return new Toolchain(Optional.empty(), List.of(), debianPackage);
        }
    }

    /** Debian keeps a JDK's configuration in {@code /etc}, behind links from the JDK's own folders. */
    private static List<Path> linkedFolders(Path root) throws IOException {
        List<Path> folders = new ArrayList<>();
        for (String name : List.of("conf", "lib")) {
            Path folder = root.resolve(name);
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (Stream<Path> paths = Files.walk(folder, LINK_DEPTH)) {
                for (Path link : (Iterable<Path>) paths.filter(Files::isSymbolicLink)::iterator) {
                    Path parent = Files.exists(link) ? link.toRealPath().getParent() : null;
                    if (parent != null && SYSTEM_FOLDERS.stream().noneMatch(parent::startsWith)) {
                        folders.add(parent);
                    }
                }
            }
        }
        return folders;
    }

    /**
     * Returns the program's path.
     *
     * @return absolute, links resolved; its usual place where it is missing
     */
    String path() {
        return program.map(Path::toString).orElse("/usr/bin/false");
    }

    /**
     * Asks the program for its version.
     *
     * @param argument such as {@code --version}
     * @return the first line of its answer, or empty where it is missing or does not work
     */
    Optional<String> version(String argument) {
        if (program.isEmpty()) {
            return Optional.empty();
        }
        try {
            Process process = new ProcessBuilder(path(), argument)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .start();
            if (!process.waitFor(VERSION_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            String answer = new String(process.getInputStream().readNBytes(10_000), StandardCharsets.UTF_8);
            return process.exitValue() == 0 ? answer.lines().findFirst() : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
