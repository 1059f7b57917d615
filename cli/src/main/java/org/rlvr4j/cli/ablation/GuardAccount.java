package org.rlvr4j.cli.ablation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.trainer.GuardOptions;
import org.rlvr4j.trainer.run.MetricsFile;

/**
 * What guards said and did in one run.
 *
 * @param stop what they last wanted more than a warning for, where the run did not go back for it; null if nothing
 * @param warnings the guards that warned, each once
 * @param rollbacks how many times the run went back
 * @param learningRateScale what the recipe's learning rate was multiplied by in the end; 1 without rollbacks
 */
public record GuardAccount(@Nullable Stop stop, List<String> warnings, int rollbacks, double learningRateScale) {

    /** No guard said anything. */
    public static final GuardAccount NONE = new GuardAccount(null, List.of(), 0, 1);

    private static final int LONGEST_KEY = 60;
    private static final int LONGEST_REASON = 500;
    private static final String WARN = OptionSchema.enumText(GuardOptions.Action.WARN);
    private static final String STOP = OptionSchema.enumText(GuardOptions.Action.STOP);

    /**
     * What a guard stopped a run for.
     *
     * @param guard the guard's key, such as {@code success}
     * @param step the step after which, or in which, it tripped
     * @param reason what was measured and what is allowed
     */
    public record Stop(String guard, long step, String reason) {

        @Override
        public String toString() {
            return guard + " at step " + step;
        }
    }

    /** Copies. */
    public GuardAccount {
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads what a run recorded.
     *
     * @param folder the run's folder
     * @return what its {@code metrics.jsonl} says; nothing where there is none
     * @throws IOException if it cannot be read
     */
    public static GuardAccount read(Path folder) throws IOException {
        Reading reading = new Reading();
        MetricsFile.read(folder.resolve("metrics.jsonl"), reading);
        return new GuardAccount(
                reading.stop, List.copyOf(reading.warnings), reading.rollbacks, reading.learningRateScale);
    }

    private static String bounded(JsonNode text, int longest) {
        String whole = text.asText();
        return whole.length() <= longest ? whole : whole.substring(0, longest) + "…";
    }

    private static final class Reading implements Consumer<JsonNode> {

        private final Set<String> warnings = new LinkedHashSet<>();
        private @Nullable Stop stop;
        private boolean stopIsUrgent;
        private int rollbacks;
        private double learningRateScale = 1;

        @Override
        public void accept(JsonNode event) {
            switch (event.path("event").asText()) {
                case "guard" -> guard(event);
                case "rollback" -> {
                    rollbacks++;
                    learningRateScale = event.path("learningRateScale").asDouble(learningRateScale);
                    stop = null;
                }
                default -> {
                    // not about guards
                }
            }
        }

        private void guard(JsonNode event) {
            String guard = bounded(event.path("guard"), LONGEST_KEY);
            String action = event.path("action").asText();
            if (action.equals(WARN)) {
                warnings.add(guard);
                return;
            }
            long step = event.path("step").asLong();
            boolean urgent = action.equals(STOP);
            // of those that trip together the first is acted on, and a stop before a rollback
            if (stop == null || stop.step != step || (urgent && !stopIsUrgent)) {
                stop = new Stop(guard, step, bounded(event.path("message"), LONGEST_REASON));
                stopIsUrgent = urgent;
            }
        }
    }
}
