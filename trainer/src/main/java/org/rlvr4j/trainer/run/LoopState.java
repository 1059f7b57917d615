package org.rlvr4j.trainer.run;

import java.util.Map;
import org.rlvr4j.api.gate.Evidence;

/**
 * What the training loop remembers beside the policy.
 *
 * @param completed completed steps
 * @param cursor problems drawn
 * @param history evidence by problem id
 * @param start the step at which the run began: 0, or that of the checkpoint it was forked from
 * @param learningRateScale what the schedule's learning rate is multiplied by
 * @param rollbacks how many rollbacks of the run are accounted for in this state
 * @param guards what each guard remembers, by its key
 */
public record LoopState(
        long completed,
        long cursor,
        Map<String, Evidence> history,
        long start,
        double learningRateScale,
        int rollbacks,
        Map<String, GuardMemory> guards) {

    /** Copies. */
    public LoopState {
        history = Map.copyOf(history);
        guards = Map.copyOf(guards);
    }

    /**
     * A state at a learning rate that no guard has lowered.
     *
     * @param completed completed steps
     * @param cursor problems drawn
     * @param history evidence by problem id
     */
    public LoopState(long completed, long cursor, Map<String, Evidence> history) {
        this(completed, cursor, history, 0, 1, 0, Map.of());
    }

    /**
     * Adds what guards remember.
     *
     * @param memory by the guards' keys
     * @return this state with it
     */
    public LoopState withGuards(Map<String, GuardMemory> memory) {
        return new LoopState(completed, cursor, history, start, learningRateScale, rollbacks, memory);
    }
}
