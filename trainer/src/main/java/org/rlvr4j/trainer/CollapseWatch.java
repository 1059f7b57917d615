package org.rlvr4j.trainer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.api.run.RunRecorder;

/**
 * Says so when training destroys the policy: pure negative reinforcement, for one, has an unbounded loss and can take
 * every Pass@k to zero without any error.
 */
final class CollapseWatch implements RunRecorder {

    private static final int WINDOW = 10;
    private static final double REMAINING_SHARE = 0.2;

    private final RunRecorder next;
    private final Deque<Double> window = new ArrayDeque<>();
    private double first = Double.NaN;
    private boolean said;

    CollapseWatch(RunRecorder next) {
        this.next = next;
    }

    @Override
    public void record(RunEvent event) {
        next.record(event);
        if (event instanceof RunEvent.StepCompleted completed
                && completed.batch().rollouts() > 0
                && add(completed.batch().successRate())) {
            next.record(new RunEvent.Notice(
                    completed.step(),
                    String.format(
                            Locale.ROOT,
                            "the policy is collapsing: %.4f of the last %d steps' rollouts are correct, %.4f were at the"
                                    + " start; lower optimizer.learning-rate or add loss.kl-coefficient",
                            mean(),
                            WINDOW,
                            first)));
        }
    }

    /** Takes note of a step before an interruption, in silence, so that a resumed run watches as if it had gone on. */
    void replay(int correct, int rollouts) {
        if (rollouts > 0) {
            add((double) correct / rollouts);
        }
    }

    /** Takes note of a step's success rate and tells whether it shows, for the first time, that the policy collapses. */
    private boolean add(double successRate) {
        window.add(successRate);
        if (window.size() > WINDOW) {
            window.remove();
        }
        if (said || window.size() < WINDOW) {
            return false;
        }
        if (Double.isNaN(first)) {
            first = mean();
        }
        said = mean() < REMAINING_SHARE * first;
        return said;
    }

    private double mean() {
        return window.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
