package org.rlvr4j.evaluation.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Hashes of what a model or a verifier is made of. */
public final class FileHashes {

    private static final int BUFFER_BYTES = 1 << 20;

    /** By place: many classes come of one jar, and what a process has loaded does not change. */
    private static final Map<Path, String> CODE = new ConcurrentHashMap<>();

    private FileHashes() {}

    /**
     * Hashes one file.
     *
     * @param file the file
     * @return SHA-256 in hexadecimal
     * @throws IOException if it cannot be read
     */
    public static String of(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Hashes the files of a model's folder that decide what it says: configuration, tokenizer, templates, weights.
     *
     * @param folder a Hugging Face-style folder
     * @return hashes by file name
     * @throws IOException if it cannot be read
     */
    public static SortedMap<String, String> ofModel(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.filter(Files::isRegularFile)
                    .filter(file -> String.valueOf(file.getFileName())
                            .matches("(?!\\.).*\\.(json|jinja|safetensors|model|txt)"))
                    .sorted()
                    .toList();
        }
        SortedMap<String, String> hashes = new TreeMap<>();
        for (Path file : files) {
            hashes.put(String.valueOf(file.getFileName()), of(file));
        }
        return hashes;
    }

    /**
     * Hashes the code that a class came with: the names and contents of its jar's or folder's files, without their dates, so
     * that building the same sources again changes nothing.
     *
     * @param type a class
     * @return the first 16 digits of a SHA-256; {@code unknown} where the code is at no place that can be read
     * @throws IOException if it cannot be read
     */
    public static String ofCode(Class<?> type) throws IOException {
        var source = type.getProtectionDomain().getCodeSource();
        if (source == null
                || source.getLocation() == null
                || !"file".equals(source.getLocation().getProtocol())) {
            return "unknown";
        }
        Path place = Path.of(java.net.URI.create(source.getLocation().toString()));
        String known = CODE.get(place);
        if (known == null) {
            known = ofCodeAt(place);
            CODE.put(place, known);
        }
        return known;
    }

    private static String ofCodeAt(Path place) throws IOException {
        SortedMap<String, String> contents = new TreeMap<>();
        if (Files.isDirectory(place)) {
            try (Stream<Path> found = Files.walk(place)) {
                for (Path file : found.filter(Files::isRegularFile).toList()) {
                    contents.put(place.relativize(file).toString(), of(file));
                }
            }
        } else {
            try (ZipFile jar = new ZipFile(place.toFile())) {
                Enumeration<? extends ZipEntry> entries = jar.entries();
                while (entries.hasMoreElements()) {
                    ZipEntry entry = entries.nextElement();
                    if (!entry.isDirectory() && !entry.getName().startsWith("META-INF/maven/")) {
                        contents.put(entry.getName(), entry.getSize() + " " + entry.getCrc());
                    }
                }
            }
        }
        MessageDigest digest = sha256();
        contents.forEach(
                (name, content) -> digest.update((name + '\n' + content + '\n').getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
