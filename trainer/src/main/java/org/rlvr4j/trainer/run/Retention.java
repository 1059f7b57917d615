package org.rlvr4j.trainer.run;

import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** Which checkpoints of a run are kept when a new one is written. */
@FunctionalInterface
public interface Retention {

    /**
     * Chooses.
     *
     * @param steps the steps of all checkpoints there are, the newest included; not empty
     * @return the steps of those that are kept; the newest is kept in any case
     */
    Set<Long> kept(NavigableSet<Long> steps);

    /**
     * Keeps the latest.
     *
     * @param count how many; at least 1
     * @return the policy
     */
    static Retention latest(int count) {
        return steps -> {
            Set<Long> kept = new TreeSet<>();
            steps.descendingSet().stream().limit(count).forEach(kept::add);
            return kept;
        };
    }
}
