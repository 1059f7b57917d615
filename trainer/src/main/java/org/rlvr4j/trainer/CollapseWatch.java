package org.rlvr4j.trainer;

import java.util.ArrayDeque;
import java.util.Deque;
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
                && completed.batch().rollouts() > 0) {
            window.add(completed.batch().successRate());
            if (window.size() > WINDOW) {
                window.remove();
            }
            if (window.size() == WINDOW) {
                judge(completed.step());
            }
        }
    }

    private void judge(long step) {
        double mean = window.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        if (Double.isNaN(first)) {
            first = mean;
        } else if (!said && mean < REMAINING_SHARE * first) {
            said = true;
            next.record(new RunEvent.Notice(
                    step,
                    String.format(
                            "the policy is collapsing: %.4f of the last %d steps' rollouts are correct, %.4f were at the"
                                    + " start; lower optimizer.learning-rate or add loss.kl-coefficient",
                            mean, WINDOW, first)));
        }
    }
}
