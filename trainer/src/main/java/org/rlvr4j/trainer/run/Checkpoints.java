package org.rlvr4j.trainer.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rlvr4j.api.gate.Evidence;
import org.rlvr4j.api.learning.PolicyRuntime;

/**
 * The checkpoints of a run: each a folder that is written under a temporary name, synced, and renamed, with the SHA-256 of
 * every file, so that a torn or changed one is recognised and the one before is used.
 */
public final class Checkpoints {

    private static final String FINAL = "final";
    private static final String LOOP = "loop.json";
    private static final String CHECKSUMS = "checksums.json";
    private static final Pattern NAME = Pattern.compile("step-(\\d{8,18})");
    private static final Pattern TEMPORARY = Pattern.compile("(step-\\d{8,18}|final)\\.tmp");
    private static final ObjectMapper JSON = Json.MAPPER;

    private final Path folder;
    private final int keep;

    /**
     * Keeps checkpoints in a folder.
     *
     * @param folder the folder, which exists
     * @param keep how many of the latest are kept; ≥ 1
     */
    public Checkpoints(Path folder, int keep) {
        this.folder = folder;
        this.keep = keep;
    }

    /** Writes the content of a checkpoint's folder. */
    private interface Content {
        void write(Path folder) throws IOException;
    }

    /**
     * Saves all that training needs to go on, then deletes checkpoints that are no longer kept, and those of later steps:
     * they were passed over as damaged when the run went on from an earlier one.
     *
     * @param runtime the policy
     * @param loop the loop's state
     * @return the checkpoint's folder
     * @throws IOException if it cannot be written; earlier checkpoints stay as they are
     */
    public Path save(PolicyRuntime runtime, LoopState loop) throws IOException {
        Path target = folder.resolve(String.format(Locale.ROOT, "step-%08d", loop.completed()));
        write(target, temporary -> {
            runtime.saveState(temporary);
            Files.write(temporary.resolve(LOOP), JSON.writeValueAsBytes(toJson(loop)));
        });
        int kept = 0;
        for (Path checkpoint : newestFirst()) {
            if (step(checkpoint) > loop.completed() || ++kept > keep) {
                RunFolder.delete(checkpoint);
            }
        }
        return target;
    }

    /**
     * Saves the policy alone as {@code final}.
     *
     * @param runtime the policy
     * @return the folder
     * @throws IOException if it cannot be written
     */
    public Path saveFinal(PolicyRuntime runtime) throws IOException {
        Path target = folder.resolve(FINAL);
        write(target, runtime::savePolicy);
        return target;
    }

    private void write(Path target, Content content) throws IOException {
        deleteLeftovers();
        Path temporary = folder.resolve(target.getFileName() + ".tmp");
        Files.createDirectory(temporary);
        try {
            content.write(temporary);
            Files.write(temporary.resolve(CHECKSUMS), JSON.writeValueAsBytes(checksums(temporary)));
            try (Stream<Path> paths = Files.walk(temporary)) {
                for (Path path : paths.toList()) {
                    sync(path, Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE);
                }
            }
        } catch (IOException | RuntimeException e) {
            try {
                RunFolder.delete(temporary);
            } catch (IOException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
        if (Files.exists(target)) {
            RunFolder.delete(target);
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        sync(folder, StandardOpenOption.READ);
    }

    /** Deletes what a kill left between the writing of a checkpoint and its renaming. */
    private void deleteLeftovers() throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                if (TEMPORARY.matcher(String.valueOf(child.getFileName())).matches()) {
                    RunFolder.delete(child);
                }
            }
        }
    }

    private static void sync(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    /**
     * Restores the latest undamaged checkpoint.
     *
     * @param runtime receives the policy's state
     * @param said receives a line for each damaged checkpoint that was passed over
     * @return the loop's state; empty where there is no checkpoint
     * @throws IOException if all checkpoints are damaged, or the latest good one does not fit the policy
     */
    public Optional<LoopState> restoreLatest(PolicyRuntime runtime, Consumer<String> said) throws IOException {
        List<Path> all = newestFirst();
        for (Path checkpoint : all) {
            Optional<String> damage = damage(checkpoint);
            if (damage.isPresent()) {
                said.accept("checkpoint " + checkpoint + " is damaged and passed over: " + damage.get());
                continue;
            }
            LoopState loop = fromJson(JSON.readTree(Files.readAllBytes(checkpoint.resolve(LOOP))), checkpoint);
            runtime.restoreState(checkpoint);
            return Optional.of(loop);
        }
        if (!all.isEmpty()) {
            throw new IOException("every checkpoint in " + folder + " is damaged; delete them to train from the base");
        }
        return Optional.empty();
    }

    /** Says what is wrong with a checkpoint's files, if anything. */
    private static Optional<String> damage(Path checkpoint) {
        try {
            Map<String, String> actual = checksums(checkpoint);
            Map<String, String> expected = new TreeMap<>();
            JSON.readTree(Files.readAllBytes(checkpoint.resolve(CHECKSUMS)))
                    .properties()
                    .forEach(field ->
                            expected.put(field.getKey(), field.getValue().asText()));
            for (Map.Entry<String, String> file : expected.entrySet()) {
                String found = actual.get(file.getKey());
                if (found == null) {
                    return Optional.of(file.getKey() + " is missing");
                }
                if (!found.equals(file.getValue())) {
                    return Optional.of(file.getKey() + " does not have its checksum");
                }
            }
            return expected.containsKey(LOOP) ? Optional.empty() : Optional.of(CHECKSUMS + " does not list " + LOOP);
        } catch (NoSuchFileException e) {
            return Optional.of(e.getFile() + " is missing");
        } catch (IOException e) {
            return Optional.of(Json.firstLine(e));
        }
    }

    private static Map<String, String> checksums(Path checkpoint) throws IOException {
        Map<String, String> checksums = new TreeMap<>();
        try (Stream<Path> files = Files.walk(checkpoint)) {
            for (Path file : files.filter(path -> !Files.isDirectory(path)).toList()) {
                String name = checkpoint.relativize(file).toString();
                if (!name.equals(CHECKSUMS)) {
                    checksums.put(name, sha256(file));
                }
            }
        }
        return checksums;
    }

    /**
     * Computes a file's SHA-256.
     *
     * @param file the file
     * @return lower-case hexadecimal digits
     * @throws IOException if it cannot be read
     */
    public static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return sha256(in);
        }
    }

    static String sha256(InputStream in) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (DigestInputStream digesting = new DigestInputStream(in, digest)) {
                digesting.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private List<Path> newestFirst() throws IOException {
        List<Path> checkpoints = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                if (NAME.matcher(String.valueOf(child.getFileName())).matches()) {
                    checkpoints.add(child);
                }
            }
        }
        checkpoints.sort(Comparator.comparingLong(Checkpoints::step).reversed());
        return checkpoints;
    }

    private static long step(Path checkpoint) {
        Matcher name = NAME.matcher(String.valueOf(checkpoint.getFileName()));
        if (!name.matches()) {
            throw new IllegalArgumentException(checkpoint + " is not a checkpoint");
        }
        return Long.parseLong(name.group(1));
    }

    private static ObjectNode toJson(LoopState loop) {
        ObjectNode root = JSON.createObjectNode();
        root.put("completed", loop.completed());
        root.put("cursor", loop.cursor());
        ObjectNode history = root.putObject("history");
        new TreeMap<>(loop.history())
                .forEach((id, evidence) -> history.putArray(id)
                        .add(evidence.successes())
                        .add(evidence.failures())
                        .add(evidence.visits()));
        return root;
    }

    private static LoopState fromJson(JsonNode root, Path checkpoint) throws IOException {
        Map<String, Evidence> history = new TreeMap<>();
        try {
            for (Map.Entry<String, JsonNode> field : root.path("history").properties()) {
                JsonNode counts = field.getValue();
                history.put(
                        field.getKey(),
                        new Evidence(
                                counts.get(0).asDouble(),
                                counts.get(1).asDouble(),
                                counts.get(2).asLong()));
            }
            return new LoopState(
                    root.required("completed").asLong(), root.required("cursor").asLong(), history);
        } catch (RuntimeException e) {
            throw new IOException(
                    checkpoint.resolve(LOOP) + " is not the state of a training loop: " + e.getMessage(), e);
        }
    }
}
