package org.rlvr4j.trainer.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.VerifiedGroup;

/**
 * Logs of a step's rollouts, one JSON object for each group. One process writes {@code step-00000025.jsonl.gz}, rollouts and
 * the gate's decisions together. Where those who sample write their rollouts themselves, these are in {@code
 * step-00000025/groups-00000048.jsonl.gz}, named by the place of the first group in the step, and {@code
 * step-00000025.jsonl.gz} has the decisions alone.
 */
public final class RolloutLog {

    private RolloutLog() {}

    /**
     * Returns where parts of a step's log are.
     *
     * @param folder {@code rollouts} of a run
     * @param step the step
     * @return a folder beside the step's file
     */
    public static Path parts(Path folder, long step) {
        return folder.resolve(String.format(Locale.ROOT, "step-%08d", step));
    }

    /**
     * Returns the file of a part.
     *
     * @param folder {@code rollouts} of a run
     * @param step the step
     * @param position the place of its first group in the step, from 0
     * @return a file in {@link #parts}
     */
    public static Path part(Path folder, long step, long position) {
        return parts(folder, step).resolve(String.format(Locale.ROOT, "groups-%08d.jsonl.gz", position));
    }

    /**
     * Writes a part, whole or not at all; writing it a second time, or by two at once, changes nothing.
     *
     * @param folder {@code rollouts} of a run
     * @param step the step
     * @param position the place of the first group in the step, from 0
     * @param groups judged groups, one after the other
     * @throws IOException if it cannot be written, or {@link #parts} is not there: whoever owns the run makes it, so that on a
     *     machine without the run's folder nothing is written
     */
    public static void writePart(Path folder, long step, long position, List<VerifiedGroup> groups) throws IOException {
        Path parts = parts(folder, step);
        if (!Files.isDirectory(parts)) {
            throw new IOException(parts + " is not there");
        }
        Path file = part(folder, step, position);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(content)) {
            long place = position;
            for (VerifiedGroup group : groups) {
                ObjectNode line = Json.MAPPER.createObjectNode();
                line.put("step", step);
                line.put("position", place++);
                line.put("problem", group.problem().id());
                line.put("prompt", group.problem().prompt());
                rollouts(group, line);
                out.write(Json.MAPPER.writeValueAsBytes(line));
                out.write('\n');
            }
        }
        RunFolder.writeWhole(file, content.toByteArray(), "." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    }

    /** Puts a group's rollouts into its line. */
    static ArrayNode rollouts(VerifiedGroup group, ObjectNode line) {
        ArrayNode rollouts = line.putArray("rollouts");
        for (int i = 0; i < group.size(); i++) {
            Rollout sampled = group.rollouts().get(i);
            ObjectNode rollout = rollouts.addObject();
            rollout.put("text", sampled.text());
            rollout.put("verdict", group.verdicts().get(i).kind());
            rollout.put("reason", group.verdicts().get(i).reason());
            double logProb = 0;
            for (float tokenLogProb : sampled.behaviourLogProbs()) {
                logProb += tokenLogProb;
            }
            rollout.put("logProb", logProb);
        }
        return rollouts;
    }
}
