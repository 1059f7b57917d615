package org.rlvr4j.trainer.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private static final Pattern TEMPORARY = Pattern.compile("(step-\\d{8,18}|final)(\\.former)?\\.tmp");
    private static final ObjectMapper JSON = Json.MAPPER;

    private final Path folder;
    private final Retention retention;

    /**
     * Keeps the latest checkpoints in a folder.
     *
     * @param folder the folder, which exists
     * @param keep how many of the latest are kept; ≥ 1
     */
    public Checkpoints(Path folder, int keep) {
        this(folder, Retention.latest(keep));
    }

    /**
     * Keeps checkpoints in a folder.
     *
     * @param folder the folder, which exists
     * @param retention which are kept when a new one is written
     */
    public Checkpoints(Path folder, Retention retention) {
        this.folder = folder;
        this.retention = retention;
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
        Path target = checkpoint(loop.completed());
        write(target, temporary -> {
            runtime.saveState(temporary);
            Files.write(temporary.resolve(LOOP), JSON.writeValueAsBytes(toJson(loop)));
        });
        deleteAfter(loop.completed());
        NavigableSet<Long> steps = new TreeSet<>(steps());
        Set<Long> kept = retention.kept(steps);
        for (long step : steps.headSet(loop.completed())) {
            if (!kept.contains(step)) {
                discard(checkpoint(step));
            }
        }
        return target;
    }

    /**
     * Deletes the checkpoints of later steps.
     *
     * @param step the last step whose checkpoint stays
     * @throws IOException if one cannot be deleted
     */
    public void deleteAfter(long step) throws IOException {
        for (Path checkpoint : newestFirst()) {
            if (step(checkpoint) > step) {
                discard(checkpoint);
            }
        }
    }

    /**
     * Lists the checkpoints, damaged ones too.
     *
     * @return their steps, ascending
     * @throws IOException if the folder cannot be read
     */
    public List<Long> steps() throws IOException {
        return newestFirst().stream().map(Checkpoints::step).sorted().toList();
    }

    private Path checkpoint(long step) {
        return folder.resolve(String.format(Locale.ROOT, "step-%08d", step));
    }

    /** Deletes a checkpoint so that a kill leaves it whole or gone, and never looking like a damaged one. */
    private static void discard(Path checkpoint) throws IOException {
        Path temporary = checkpoint.resolveSibling(checkpoint.getFileName() + ".tmp");
        if (Files.exists(temporary, LinkOption.NOFOLLOW_LINKS)) {
            RunFolder.delete(temporary);
        }
        Files.move(checkpoint, temporary, StandardCopyOption.ATOMIC_MOVE);
        RunFolder.delete(temporary);
    }

    /** Whether a folder holds nothing but checkpoints of steps, whole or not. */
    static boolean holdsNothingElse(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                String name = String.valueOf(child.getFileName());
                if (!NAME.matcher(name).matches() && !TEMPORARY.matcher(name).matches()) {
                    return false;
                }
            }
            return true;
        }
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
        try {
            writeWhole(target, content);
        } catch (IOException e) {
            throw new IOException(
                    "checkpoint " + target + " cannot be written: " + reason(e)
                            + "; earlier checkpoints are as they were",
                    e);
        }
    }

    /** Some of the system's exceptions say what went wrong by their class alone. */
    private static String reason(IOException e) {
        return e instanceof FileSystemException file && file.getReason() == null
                ? file.getClass().getSimpleName() + " " + file.getFile()
                : String.valueOf(e.getMessage());
    }

    private void writeWhole(Path target, Content content) throws IOException {
        deleteLeftovers();
        Path temporary = folder.resolve(target.getFileName() + ".tmp");
        Files.createDirectory(temporary);
        try {
            content.write(temporary);
            Files.write(temporary.resolve(CHECKSUMS), JSON.writeValueAsBytes(checksums(temporary)));
            try (Stream<Path> paths = Files.walk(temporary)) {
                for (Path path : paths.toList()) {
                    sync(path);
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
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            Path former = folder.resolve(target.getFileName() + ".former.tmp");
            Files.move(target, former, StandardCopyOption.ATOMIC_MOVE);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            RunFolder.delete(former);
        } else {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        }
        sync(folder);
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

    /** Forces a file or a folder's list of names to the disk. */
    static void sync(Path path) throws IOException {
        StandardOpenOption how = Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
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
            LoopState loop = readLoop(checkpoint);
            runtime.restoreState(checkpoint);
            return Optional.of(loop);
        }
        if (!all.isEmpty()) {
            throw new IOException("every checkpoint in " + folder + " is damaged; delete them to train from the base");
        }
        return Optional.empty();
    }

    /**
     * Reads the loop's state of a checkpoint that is known to be undamaged.
     *
     * @param checkpoint its folder
     * @return the state
     * @throws IOException if it cannot be read
     */
    public static LoopState readLoop(Path checkpoint) throws IOException {
        return fromJson(JSON.readTree(Files.readAllBytes(checkpoint.resolve(LOOP))), checkpoint);
    }

    /**
     * Names a checkpoint by its content.
     *
     * @param checkpoint its folder
     * @return the SHA-256 of the file that has the checksums of all others
     * @throws IOException if it cannot be read
     */
    public static String fingerprint(Path checkpoint) throws IOException {
        return sha256(checkpoint.resolve(CHECKSUMS));
    }

    /**
     * Says what is wrong with a checkpoint's files, if anything.
     *
     * @param checkpoint its folder
     * @return one line; empty where every file is there and has its checksum
     */
    public static Optional<String> damage(Path checkpoint) {
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
        } catch (IOException | UncheckedIOException e) {
            return Optional.of(Json.firstLine(e));
        }
    }

    private static Map<String, String> checksums(Path checkpoint) throws IOException {
        Map<String, String> checksums = new TreeMap<>();
        try (Stream<Path> files = Files.walk(checkpoint)) {
            for (Path file : files.filter(path -> !Files.isDirectory(path)).toList()) {
                String name = checkpoint.relativize(file).toString();
                if (!Files.isRegularFile(file)) {
                    // reading a pipe would never end
                    throw new IOException(name + " is not a regular file");
                }
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
        root.put("start", loop.start());
        root.put("learningRateScale", loop.learningRateScale());
        root.put("rollbacks", loop.rollbacks());
        ObjectNode guards = root.putObject("guards");
        new TreeMap<>(loop.guards()).forEach((key, memory) -> {
            ObjectNode guard = guards.putObject(key);
            measurements(memory.start(), guard.putArray("start"));
            measurements(memory.window(), guard.putArray("window"));
            guard.put("said", memory.said());
        });
        ObjectNode history = root.putObject("history");
        new TreeMap<>(loop.history())
                .forEach((id, evidence) -> history.putArray(id)
                        .add(evidence.successes())
                        .add(evidence.failures())
                        .add(evidence.visits()));
        return root;
    }

    private static void measurements(List<GuardMemory.Measurement> measurements, ArrayNode array) {
        measurements.forEach(each -> array.addArray().add(each.sum()).add(each.weight()));
    }

    private static List<GuardMemory.Measurement> measurements(JsonNode array) {
        List<GuardMemory.Measurement> measurements = new ArrayList<>();
        for (JsonNode each : array) {
            measurements.add(new GuardMemory.Measurement(
                    each.required(0).asDouble(), each.required(1).asDouble()));
        }
        return measurements;
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
            Map<String, GuardMemory> guards = new TreeMap<>();
            for (Map.Entry<String, JsonNode> field : root.path("guards").properties()) {
                guards.put(
                        field.getKey(),
                        new GuardMemory(
                                measurements(field.getValue().required("start")),
                                measurements(field.getValue().required("window")),
                                field.getValue().required("said").asBoolean()));
            }
            return new LoopState(
                    root.required("completed").asLong(),
                    root.required("cursor").asLong(),
                    history,
                    root.path("start").asLong(0),
                    root.path("learningRateScale").asDouble(1),
                    root.path("rollbacks").asInt(0),
                    guards);
        } catch (RuntimeException e) {
            throw new IOException(
                    checkpoint.resolve(LOOP) + " is not the state of a training loop: " + e.getMessage(), e);
        }
    }
}
