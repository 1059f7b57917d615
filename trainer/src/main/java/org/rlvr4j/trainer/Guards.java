package org.rlvr4j.trainer;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.learning.NonFiniteException;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.api.run.RunRecorder;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.trainer.run.GuardMemory;

/**
 * Watches a run for training that goes wrong without any error: pure negative reinforcement, for one, has an unbounded loss
 * and can take every Pass@k to zero. Events are passed on; after a step that trips a guard, an event of that follows.
 */
final class Guards implements RunRecorder {

    static final String NON_FINITE = "non-finite";

    /** The guard of evaluations, which has the options of that of the success rate. */
    private static final String EVALUATION = "success";

    /** As with steps: fewer expected successes cannot tell a fall from chance. */
    private static final double LEAST_EXPECTED = 20;

    private final GuardOptions options;
    private final RunRecorder next;
    private final List<Guard> guards;
    private int valid;
    private Optional<Trip> trip = Optional.empty();

    /**
     * A guard that tripped.
     *
     * @param step the step after which, or in which
     * @param guard its key
     * @param action what is to be done
     * @param lookback how many steps before that the policy may already have been bad
     * @param message one line
     */
    record Trip(long step, String guard, GuardOptions.Action action, int lookback, String message) {}

    Guards(GuardOptions options, RunRecorder next) {
        this.options = options;
        this.next = next;
        this.guards = Guard.of(options);
    }

    @Override
    public void record(RunEvent event) {
        next.record(event);
        if (event instanceof RunEvent.GroupDecided decided) {
            valid += valid(decided.group());
        } else if (event instanceof RunEvent.StepCompleted completed) {
            look(completed);
            valid = 0;
        }
    }

    private static int valid(VerifiedGroup group) {
        int valid = 0;
        for (int i = 0; i < group.size(); i++) {
            boolean ended = group.rollouts().get(i).stopReason() == StopReason.STOP_TOKEN;
            valid += ended && !(group.verdicts().get(i) instanceof Verdict.Unparseable) ? 1 : 0;
        }
        return valid;
    }

    private void look(RunEvent.StepCompleted completed) {
        StepMeasures step = new StepMeasures(completed.batch(), completed.update(), valid);
        for (Guard guard : guards) {
            guard.add(step)
                    .ifPresent(message ->
                            trip(new Trip(completed.step(), guard.key(), guard.action(), guard.lookback(), message)));
        }
        double loss = completed.update().loss();
        double norm = completed.update().gradientNorm();
        if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
            notFinite(completed.step(), "the loss is " + loss + " and the gradient's norm " + norm);
        }
    }

    /** A step could not be completed because of NaN or infinity. */
    void notFinite(long step, NonFiniteException exception) {
        notFinite(step, String.valueOf(exception.getMessage()));
        valid = 0;
    }

    private void notFinite(long step, String what) {
        trip(new Trip(
                step,
                NON_FINITE,
                options.nonFiniteAction(),
                1,
                what + "; lower optimizer.learning-rate or optimizer.max-gradient-norm"));
    }

    /**
     * Compares an evaluation with the run's first one.
     *
     * @param step its step
     * @param passAtOne its Pass@1
     * @param first the first evaluation's
     * @param samples samples of an evaluation, over all problems
     */
    void evaluated(long step, OptionalDouble passAtOne, OptionalDouble first, long samples) {
        GuardOptions.Action action = options.action(options.success());
        if (action == GuardOptions.Action.OFF || passAtOne.isEmpty() || first.isEmpty()) {
            return;
        }
        double now = passAtOne.getAsDouble();
        double then = first.getAsDouble();
        if (then * samples >= LEAST_EXPECTED && now < options.successFloor() * then) {
            trip(new Trip(
                    step,
                    EVALUATION,
                    action,
                    options.window(),
                    String.format(
                            Locale.ROOT,
                            "Pass@1 of the evaluation is %.4g, %.4g was that of the first (guards.success-floor = %s of"
                                    + " it); lower optimizer.learning-rate or add loss.kl-coefficient",
                            now,
                            then,
                            options.successFloor())));
        }
    }

    private void trip(Trip tripped) {
        next.record(new RunEvent.GuardTripped(
                tripped.step(), tripped.guard(), OptionSchema.enumText(tripped.action()), tripped.message()));
        // stop comes before rollback, and that before a warning, which is done by saying it
        if (tripped.action() != GuardOptions.Action.WARN
                && (trip.isEmpty() || tripped.action().compareTo(trip.get().action()) < 0)) {
            trip = Optional.of(tripped);
        }
    }

    /** Returns the trip that must be acted upon, once. */
    Optional<Trip> take() {
        Optional<Trip> taken = trip;
        trip = Optional.empty();
        return taken;
    }

    Map<String, GuardMemory> memory() {
        Map<String, GuardMemory> memory = new TreeMap<>();
        guards.forEach(guard -> memory.put(guard.key(), guard.memory()));
        return memory;
    }

    void restore(Map<String, GuardMemory> memory) {
        guards.forEach(guard -> guard.restore(memory.getOrDefault(guard.key(), GuardMemory.NONE)));
        valid = 0;
    }
}
