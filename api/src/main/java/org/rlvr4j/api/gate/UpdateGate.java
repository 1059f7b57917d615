package org.rlvr4j.api.gate;

import java.util.List;
import org.rlvr4j.api.VerifiedGroup;

/**
 * Decides, per group, whether it is trained on and with what weight.
 *
 * <p>A gate is stateless and deterministic: what it remembers is the history it is given. Its decision depends on the
 * rollouts only as a set, never on their order or on other groups.
 */
@FunctionalInterface
public interface UpdateGate {

    /**
     * Decides about one group.
     *
     * @param group the judged group, n ≥ 1
     * @param history earlier visits; does not hold this group yet
     * @return one weight for each rollout, and a reason
     */
    GateDecision decide(VerifiedGroup group, SuccessHistory history);

    /**
     * Rescales the decisions of one effective batch together, for gates whose weights are relative to the batch.
     *
     * @param active the active groups' decisions, in batch order; not empty
     * @return as many decisions in the same order, active where the given ones are; by default the given ones
     */
    default List<GateDecision> normalise(List<GateDecision> active) {
        return active;
    }

    /**
     * Tells whether decisions depend on earlier visits, so that a problem must be visited again for the gate to act.
     *
     * @return false by default
     */
    default boolean usesHistory() {
        return false;
    }
}
