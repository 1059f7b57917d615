package org.rlvr4j.reports.page;

import java.util.List;

/**
 * Some rollouts of one group.
 *
 * @param source which run they are of, such as arm and seed; empty where there is one run only
 * @param problem the problem's id
 * @param prompt what the model saw
 * @param step when it was drawn
 * @param successes m
 * @param size n
 * @param gate why the gate decided as it did
 * @param taken whether the group was trained on
 * @param right correct rollouts
 * @param wrong the others
 */
public record RolloutSample(
        String source,
        String problem,
        String prompt,
        long step,
        int successes,
        int size,
        String gate,
        boolean taken,
        List<Rollout> right,
        List<Rollout> wrong) {

    /**
     * One rollout.
     *
     * @param text the response
     * @param verdict what the verifier found
     * @param reason why
     * @param weight the gate's weight
     */
    public record Rollout(String text, String verdict, String reason, double weight) {}
}
