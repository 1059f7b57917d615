package org.rlvr4j.trainer.run;

import java.util.Map;
import org.rlvr4j.api.gate.Evidence;

/**
 * What the training loop remembers beside the policy.
 *
 * @param completed completed steps
 * @param cursor problems drawn
 * @param history evidence by problem id
 */
public record LoopState(long completed, long cursor, Map<String, Evidence> history) {

    /** Copies. */
    public LoopState {
        history = Map.copyOf(history);
    }
}
