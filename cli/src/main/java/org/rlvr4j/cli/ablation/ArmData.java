package org.rlvr4j.cli.ablation;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One arm with its runs.
 *
 * @param name its name
 * @param overrides what it changes in the recipe
 * @param runs one for each seed, done or not
 */
public record ArmData(String name, SortedMap<String, String> overrides, List<Run> runs) {

    /** What became of a run. */
    public enum Status {
        /** It is done. */
        COMPLETED,
        /** A guard stopped it: training with these options goes wrong. */
        STOPPED,
        /** It ended without a result. */
        FAILED,
        /** It was not reached. */
        MISSING
    }

    /**
     * One run.
     *
     * @param seed its seed
     * @param folder its folder, relative to the ablation's
     * @param status what became of it
     * @param message why it was stopped or failed; null unless it was
     * @param guards what guards said and did
     * @param data what it gave; null unless it is completed
     */
    public record Run(
            long seed,
            String folder,
            Status status,
            @Nullable String message,
            GuardAccount guards,
            @Nullable RunData data) {}

    /** Copies. */
    public ArmData {
        runs = List.copyOf(runs);
    }

    /** The completed runs by seed. */
    SortedMap<Long, RunData> completed() {
        SortedMap<Long, RunData> completed = new TreeMap<>();
        for (Run run : runs) {
            if (run.data != null) {
                completed.put(run.seed, run.data);
            }
        }
        return completed;
    }

    /** The steps after which every completed run was evaluated, ascending. */
    SortedSet<Long> evaluatedSteps() {
        Optional<SortedSet<Long>> common = completed().values().stream()
                .<SortedSet<Long>>map(run -> new TreeSet<>(run.evaluations().keySet()))
                .reduce((a, b) -> {
                    a.retainAll(b);
                    return a;
                });
        SortedSet<Long> steps = common.orElse(new TreeSet<>());
        steps.remove(0L);
        return steps;
    }
}
