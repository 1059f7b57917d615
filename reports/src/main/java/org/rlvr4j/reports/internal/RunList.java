package org.rlvr4j.reports.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The runs, ablations and demos in a folder, and in its folders. */
public final class RunList {

    private static final int MOST_ENTRIES = 3000;
    private static final int MOST_CHILDREN = 20_000;
    private static final int TAIL_BYTES = 32 << 10;

    private final Path root;

    /** What a folder holds. */
    public enum Kind {
        /** One run. */
        RUN,
        /** Arms with their runs. */
        ABLATION,
        /** The demo's arms with their runs. */
        DEMO
    }

    /**
     * Lists a folder.
     *
     * @param root the folder
     * @throws IOException if it does not exist
     */
    public RunList(Path root) throws IOException {
        this.root = root.toRealPath();
    }

    /**
     * Describes every run in the folder, the latest first, each from the end of its metrics alone.
     *
     * @return a JSON array
     * @throws IOException if the folder cannot be listed
     */
    public ArrayNode describe() throws IOException {
        List<ObjectNode> entries = new ArrayList<>();
        for (Path child : children(root)) {
            describe(child, String.valueOf(child.getFileName()), entries);
            if (kind(child).filter(kind -> kind == Kind.RUN).isEmpty()) {
                for (Path grandchild : children(child)) {
                    describe(grandchild, child.getFileName() + "/" + grandchild.getFileName(), entries);
                }
            }
        }
        entries.sort((a, b) ->
                Long.compare(b.path("modified").asLong(), a.path("modified").asLong()));
        ArrayNode list = Json.MAPPER.createArrayNode();
        entries.forEach(list::add);
        return list;
    }

    private static List<Path> children(Path folder) {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
            for (Path child : found) {
                String name = String.valueOf(child.getFileName());
                if (!name.startsWith(".") && Files.isDirectory(child) && children.size() < MOST_CHILDREN) {
                    children.add(child);
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            // a folder that was deleted meanwhile has no runs
            children.clear();
        }
        children.sort(null);
        return children;
    }

    /**
     * Says what a folder holds.
     *
     * @param folder the folder
     * @return empty where it is nothing that has a page
     */
    public static Optional<Kind> kind(Path folder) {
        if (Files.isRegularFile(folder.resolve("ablation.json"))) {
            return Optional.of(Kind.ABLATION);
        }
        if (isRun(folder)) {
            return Optional.of(Kind.RUN);
        }
        return Files.isRegularFile(folder.resolve("summary.json")) ? Optional.of(Kind.DEMO) : Optional.empty();
    }

    private static boolean isRun(Path folder) {
        return Files.isRegularFile(folder.resolve("metrics.jsonl"))
                || Files.isDirectory(folder.resolve("evaluations"))
                || (Files.isRegularFile(folder.resolve("recipe.conf"))
                        && Files.isRegularFile(folder.resolve("manifest.json")));
    }

    private static void describe(Path folder, String name, List<ObjectNode> entries) {
        Optional<Kind> kind = kind(folder);
        if (kind.isEmpty() || entries.size() >= MOST_ENTRIES) {
            return;
        }
        ObjectNode entry = Json.MAPPER.createObjectNode();
        entry.put("name", name);
        entry.put("kind", kind.get().name());
        try {
            Path file = folder.resolve(
                    switch (kind.get()) {
                        case RUN -> "metrics.jsonl";
                        case ABLATION -> "ablation.json";
                        case DEMO -> "summary.json";
                    });
            Path dated = Files.exists(file) ? file : folder;
            long modified = Files.getLastModifiedTime(dated).toMillis();
            entry.put("modified", modified);
            entry.put("date", Instant.ofEpochMilli(modified).toString());
            if (kind.get() == Kind.RUN) {
                tail(file, entry);
                ResolvedRecipe.read(folder.resolve("recipe.conf")).ifPresent(recipe -> {
                    recipe.value("trainer.steps").ifPresent(steps -> entry.put("steps", steps));
                    recipe.value("gate.id").ifPresent(gate -> entry.put("gate", gate));
                });
            }
        } catch (IOException e) {
            return;
        }
        entries.add(entry);
    }

    /** Reads the last step and the last evaluation that stand near the end of the metrics. */
    private static void tail(Path metrics, ObjectNode entry) throws IOException {
        if (!Files.isRegularFile(metrics)) {
            return;
        }
        byte[] bytes;
        try (RandomAccessFile file = new RandomAccessFile(metrics.toFile(), "r")) {
            long from = Math.max(0, file.length() - TAIL_BYTES);
            file.seek(from);
            bytes = new byte[(int) Math.min(TAIL_BYTES, Math.max(0, file.length() - from))];
            file.readFully(bytes);
        }
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                Json.parse(Arrays.copyOfRange(bytes, start, i)).ifPresent(event -> note(event, entry));
                start = i + 1;
            }
        }
    }

    private static void note(JsonNode event, ObjectNode entry) {
        String kind = event.path("event").asText();
        if (kind.equals("step")) {
            entry.put("step", event.path("step").asLong());
            double rollouts = Json.number(event, "rollouts");
            if (rollouts > 0) {
                entry.put("success", Bins.rounded(Json.number(event, "correct") / rollouts));
            }
        } else if (kind.equals("evaluation")) {
            JsonNode curve = event.path(Evaluation.PASS);
            ArrayNode pass = entry.putArray("pass");
            curve.properties().forEach(point -> {
                if (point.getValue().isNumber() && (pass.isEmpty() || pass.size() < 64)) {
                    pass.addArray()
                            .add(RolloutFiles.bounded(point.getKey(), 20))
                            .add(point.getValue());
                }
            });
        }
    }

    /**
     * Finds a run by the name that {@link #describe} gave it.
     *
     * @param name one or two folder names, parted by a slash
     * @return the folder; empty where there is none, or the name leads out of the list's folder
     */
    public Optional<Path> find(String name) {
        String[] parts = name.split("/", -1);
        if (parts.length > 2) {
            return Optional.empty();
        }
        for (String part : parts) {
            if (part.isEmpty() || part.startsWith(".") || part.contains("\\") || part.indexOf('\0') >= 0) {
                return Optional.empty();
            }
        }
        try {
            Path path = root.resolve(name).toRealPath();
            return path.startsWith(root) && !path.equals(root) && kind(path).isPresent()
                    ? Optional.of(path)
                    : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }
}
