package org.rlvr4j.testkit.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What one jar or classes folder registers for {@link java.util.ServiceLoader}.
 *
 * @param serviceFiles class names by interface, of META-INF/services
 * @param provided class names by interface, of the module descriptor; empty where there is none
 */
public record Registrations(
        SortedMap<String, List<String>> serviceFiles, Optional<SortedMap<String, List<String>>> provided) {

    private static final String SPI = "org.rlvr4j.api.spi.";

    /**
     * Reads the registrations beside a class.
     *
     * @param type the class
     * @return what its jar or folder registers
     */
    public static Registrations beside(Class<?> type) {
        try {
            URI location =
                    type.getProtectionDomain().getCodeSource().getLocation().toURI();
            Path path = Path.of(location);
            if (Files.isDirectory(path)) {
                return in(path);
            }
            try (FileSystem jar = FileSystems.newFileSystem(path)) {
                return in(jar.getPath("/"));
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of " + type + " is no path", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Registrations in(Path root) throws IOException {
        SortedMap<String, List<String>> files = new TreeMap<>();
        Path services = root.resolve("META-INF").resolve("services");
        if (Files.isDirectory(services)) {
            try (Stream<Path> all = Files.list(services)) {
                for (Path file : all.toList()) {
                    files.put(String.valueOf(file.getFileName()), names(file));
                }
            }
        }
        files.keySet().removeIf(service -> !service.startsWith(SPI));
        Path descriptor = root.resolve("module-info.class");
        if (!Files.exists(descriptor)) {
            return new Registrations(files, Optional.empty());
        }
        SortedMap<String, List<String>> provided = new TreeMap<>();
        try (InputStream in = Files.newInputStream(descriptor)) {
            ModuleDescriptor.read(in).provides().stream()
                    .filter(one -> one.service().startsWith(SPI))
                    .forEach(one -> provided.put(one.service(), one.providers()));
        }
        return new Registrations(files, Optional.of(provided));
    }

    private static List<String> names(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> line.replaceAll("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /**
     * Returns the registered classes, by their name in source code.
     *
     * @return names of META-INF/services
     */
    public Set<String> classes() {
        Set<String> all = new HashSet<>();
        serviceFiles.values().forEach(all::addAll);
        return all;
    }
}
