package org.rlvr4j.trainer;

import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.rlvr4j.trainer.run.Retention;

/**
 * Keeps the latest checkpoints, those at multiples, the best, and those to which a guard may go back.
 *
 * <p>What is kept depends on the steps at which the recipe writes checkpoints; one that a stop wrote in between is kept while
 * it is the newest. So a run that was stopped keeps in the end what one that was not does.
 */
final class RunRetention implements Retention {

    private final TrainingOptions training;
    private final RetentionOptions options;
    private final GuardOptions guards;
    private final Supplier<Map<Long, Double>> measured;

    /**
     * Prepares.
     *
     * @param recipe the recipe
     * @param measured gives the value of the measure of the best by step, of all evaluations so far
     */
    RunRetention(Recipe recipe, Supplier<Map<Long, Double>> measured) {
        this.training = recipe.training();
        this.options = recipe.retention();
        this.guards = recipe.guards();
        this.measured = measured;
    }

    @Override
    public Set<Long> kept(NavigableSet<Long> steps) {
        long newest = steps.last();
        Set<Long> kept = new TreeSet<>(Set.of(newest));
        steps.descendingSet().stream()
                .filter(step -> isScheduled(step, training))
                .limit(training.keepCheckpoints())
                .forEach(kept::add);
        if (options.keepEvery() > 0) {
            steps.stream()
                    .filter(step -> step > 0 && step % options.keepEvery() == 0)
                    .forEach(kept::add);
        }
        best(steps).ifPresent(kept::add);
        if (guards.goesBack()) {
            long target = Math.max(0, newest - guards.window());
            Long pinned = steps.headSet(target, true).stream()
                    .filter(step -> isScheduled(step, training))
                    .reduce((first, second) -> second)
                    .orElse(steps.first());
            kept.addAll(steps.tailSet(pinned, true));
        }
        return kept;
    }

    /** The first of those with the best value. */
    private Optional<Long> best(NavigableSet<Long> steps) {
        if (options.keepBest().isEmpty()) {
            return Optional.empty();
        }
        Map<Long, Double> values = measured.get();
        Long best = null;
        for (long step : steps) {
            Double value = values.get(step);
            if (value != null && (best == null || value > values.getOrDefault(best, Double.NEGATIVE_INFINITY))) {
                best = step;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Whether the recipe writes a checkpoint at a step, whatever happens to the run. */
    static boolean isScheduled(long step, TrainingOptions training) {
        return step == 0
                || step == training.steps()
                || step % training.checkpointEvery() == 0
                || training.isEvaluatedAfter(step);
    }
}
