package org.rlvr4j.reports.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Rollouts that executors wrote beside a log of decisions: {@code step-…/groups-….jsonl.gz}, in the order of their positions.
 */
final class RolloutParts implements AutoCloseable {

    private final ArrayDeque<Path> files;
    private @Nullable LogLines open;
    private @Nullable JsonNode ahead;

    /** The parts beside a log {@code step-….jsonl.gz}; there may be none. */
    RolloutParts(Path log) throws IOException {
        TreeSet<Path> found = new TreeSet<>();
        Path folder = log.resolveSibling(String.valueOf(log.getFileName()).replaceFirst("\\.jsonl\\.gz$", ""));
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "groups-*.jsonl.gz")) {
                parts.forEach(found::add);
            }
        }
        files = new ArrayDeque<>(found);
    }

    /** Puts prompt and rollouts to a decision that lacks them; a decision whose part is missing stays as it is. */
    JsonNode complete(JsonNode decision) throws IOException {
        if (decision.has("rollouts") || !decision.has("position") || !(decision instanceof ObjectNode)) {
            return decision;
        }
        long position = decision.path("position").asLong();
        JsonNode group = ahead;
        while (group == null || group.path("position").asLong() < position) {
            Optional<JsonNode> next = next();
            if (next.isEmpty()) {
                return decision;
            }
            group = next.get();
        }
        ahead = group;
        if (group.path("position").asLong() != position) {
            return decision;
        }
        ObjectNode whole = decision.deepCopy();
        whole.set("prompt", group.path("prompt"));
        JsonNode rollouts = group.path("rollouts").deepCopy();
        for (int i = 0; i < rollouts.size(); i++) {
            if (rollouts.get(i) instanceof ObjectNode rollout) {
                rollout.set("weight", decision.path("weights").path(i));
            }
        }
        whole.set("rollouts", rollouts);
        return whole;
    }

    private Optional<JsonNode> next() throws IOException {
        while (true) {
            LogLines lines = open;
            if (lines != null) {
                Optional<JsonNode> group = lines.next();
                if (group.isPresent()) {
                    return group;
                }
                lines.close();
                open = null;
            }
            Path file = files.poll();
            if (file == null) {
                return Optional.empty();
            }
            open = new LogLines(file);
        }
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
        }
    }
}
