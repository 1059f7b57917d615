package org.rlvr4j.trainer.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How often a run went back to an earlier checkpoint, kept apart from the checkpoints: those of the steps that were given up
 * are deleted first, then the rollback is written down whole or not at all. Killed in between, the run meets the same guard
 * again, for it is deterministic, and goes back again.
 */
public final class Rollbacks {

    private final RunFolder folder;
    private final List<Rollback> all;

    /**
     * One rollback.
     *
     * @param step the step from which training went on
     * @param from the step after which, or in which, the guard tripped
     * @param guard the guard's key
     * @param factor what the learning rate was multiplied by
     * @param message why, in one line
     */
    public record Rollback(long step, long from, String guard, double factor, String message) {}

    private Rollbacks(RunFolder folder, List<Rollback> all) {
        this.folder = folder;
        this.all = all;
    }

    /**
     * Reads the rollbacks of a run.
     *
     * @param folder the run's folder
     * @return none where there is no file
     * @throws IOException if the file cannot be read
     */
    public static Rollbacks read(RunFolder folder) throws IOException {
        List<Rollback> all = new ArrayList<>();
        if (Files.exists(folder.rollbacks())) {
            try {
                for (JsonNode node : Json.MAPPER.readTree(Files.readAllBytes(folder.rollbacks()))) {
                    all.add(new Rollback(
                            node.required("step").asLong(),
                            node.required("from").asLong(),
                            node.required("guard").asText(),
                            node.required("factor").asDouble(),
                            node.required("message").asText()));
                }
            } catch (IOException | IllegalArgumentException e) {
                throw new IOException(folder.rollbacks() + " is damaged: " + Json.firstLine(e), e);
            }
        }
        return new Rollbacks(folder, all);
    }

    /**
     * Returns how many there were.
     *
     * @return at least 0
     */
    public int count() {
        return all.size();
    }

    /**
     * Returns the rollback that a state does not account for yet, though it is at or beyond the step that it led to.
     *
     * @param state how far the loop is
     * @return the next one in order; empty where all are accounted for or lie ahead
     */
    public Optional<Rollback> due(LoopState state) {
        return state.rollbacks() < all.size() && all.get(state.rollbacks()).step() <= state.completed()
                ? Optional.of(all.get(state.rollbacks()))
                : Optional.empty();
    }

    /**
     * Writes a further rollback down.
     *
     * @param rollback the rollback; earlier ones that led to later steps now count from its step
     * @throws IOException if it cannot be written
     */
    public void add(Rollback rollback) throws IOException {
        all.replaceAll(earlier -> new Rollback(
                Math.min(earlier.step(), rollback.step()),
                earlier.from(),
                earlier.guard(),
                earlier.factor(),
                earlier.message()));
        all.add(rollback);
        ArrayNode array = Json.MAPPER.createArrayNode();
        for (Rollback each : all) {
            ObjectNode node = array.addObject();
            node.put("step", each.step());
            node.put("from", each.from());
            node.put("guard", each.guard());
            node.put("factor", each.factor());
            node.put("message", each.message());
        }
        RunFolder.writeWhole(folder.rollbacks(), Json.MAPPER.writeValueAsBytes(array));
    }
}
