package org.rlvr4j.reports.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.rlvr4j.reports.page.RolloutSample;

/** Some rollouts of {@code rollouts/*.jsonl.gz}: bounded in number and length, whatever the files hold. */
final class RolloutFiles {

    private static final int GROUPS_OF_A_FILE = 8;
    private static final int ROLLOUTS_OF_A_SIDE = 2;
    private static final int MOST_CHARACTERS = 4000;

    private RolloutFiles() {}

    /**
     * Samples groups of the first, a middle and the last log; groups with right and wrong rollouts come first, for they show
     * most.
     *
     * @param folder {@code rollouts}; it may be missing
     * @param source which run they are of
     * @param files from how many logs
     */
    static List<RolloutSample> sample(Path folder, String source, int files) throws IOException {
        TreeSet<Path> logs = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "step-*.jsonl.gz")) {
                found.forEach(logs::add);
            }
        }
        List<Path> all = List.copyOf(logs);
        List<RolloutSample> samples = new ArrayList<>();
        for (int i : spread(all.size(), files)) {
            samples.addAll(sampleOf(all.get(i), source));
        }
        return samples;
    }

    /** At most {@code most} indices from 0 to {@code size − 1}, evenly apart; the last comes first and is always there. */
    private static List<Integer> spread(int size, int most) {
        TreeSet<Integer> chosen = new TreeSet<>();
        for (int i = 0; i < Math.min(most, size); i++) {
            chosen.add(size - 1 - (int) ((long) i * (size - 1) / Math.max(1, Math.min(most, size) - 1)));
        }
        return List.copyOf(chosen.descendingSet());
    }

    private static List<RolloutSample> sampleOf(Path log, String source) {
        List<RolloutSample> mixed = new ArrayList<>();
        List<RolloutSample> others = new ArrayList<>();
        try (LogLines lines = new LogLines(log);
                RolloutParts parts = new RolloutParts(log)) {
            for (Optional<JsonNode> line = lines.next();
                    line.isPresent() && mixed.size() < GROUPS_OF_A_FILE;
                    line = lines.next()) {
                RolloutSample group = group(parts.complete(line.get()), source);
                if (!group.right().isEmpty() && !group.wrong().isEmpty()) {
                    mixed.add(group);
                } else if (others.size() < GROUPS_OF_A_FILE) {
                    others.add(group);
                }
            }
        } catch (IOException e) {
            // a log that is torn or being replaced shows what could be read
            return firstOf(mixed, others);
        }
        return firstOf(mixed, others);
    }

    private static List<RolloutSample> firstOf(List<RolloutSample> mixed, List<RolloutSample> others) {
        List<RolloutSample> groups = new ArrayList<>(mixed);
        for (RolloutSample other : others) {
            if (groups.size() < GROUPS_OF_A_FILE) {
                groups.add(other);
            }
        }
        return groups;
    }

    private static RolloutSample group(JsonNode node, String source) {
        List<RolloutSample.Rollout> right = new ArrayList<>();
        List<RolloutSample.Rollout> wrong = new ArrayList<>();
        for (JsonNode rollout : node.path("rollouts")) {
            List<RolloutSample.Rollout> side = rollout.path("verdict").asText().equals("correct") ? right : wrong;
            RolloutSample.Rollout shown = new RolloutSample.Rollout(
                    bounded(rollout.path("text").asText(), MOST_CHARACTERS),
                    bounded(rollout.path("verdict").asText(), 40),
                    bounded(rollout.path("reason").asText(), 400),
                    Bins.rounded(rollout.path("weight").asDouble()));
            if (side.size() < ROLLOUTS_OF_A_SIDE
                    && side.stream().noneMatch(other -> other.text().equals(shown.text()))) {
                side.add(shown);
            }
        }
        return new RolloutSample(
                source,
                bounded(node.path("problem").asText(), 200),
                bounded(node.path("prompt").asText(), MOST_CHARACTERS),
                node.path("step").asLong(),
                node.path("successes").asInt(),
                node.path("size").asInt(),
                bounded(node.path("gate").asText(), 200),
                node.path("taken").asBoolean(),
                right,
                wrong);
    }

    /** A text of at most so many characters; what was cut is said. */
    static String bounded(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + " … [" + (text.length() - end) + " characters more]";
    }
}
