package org.rlvr4j.trainer;

import java.util.Map;
import java.util.TreeMap;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.gate.Evidence;
import org.rlvr4j.api.gate.SuccessHistory;

/** The success history of a run: every judged group enters, earlier visits of its problem fade by a factor. */
public final class DiscountedHistory implements SuccessHistory {

    private final double discount;
    private final Map<String, Evidence> evidence = new TreeMap<>();

    /**
     * Starts empty.
     *
     * @param discount factor on earlier counts at each visit, in [0, 1]
     * @throws IllegalArgumentException if it is not
     */
    public DiscountedHistory(double discount) {
        if (!(discount >= 0 && discount <= 1)) {
            throw new IllegalArgumentException("discount must be between 0 and 1, got " + discount);
        }
        this.discount = discount;
    }

    @Override
    public Evidence of(String problemId) {
        return evidence.getOrDefault(problemId, Evidence.NONE);
    }

    /**
     * Takes note of a judged group.
     *
     * @param group the group
     */
    public void add(VerifiedGroup group) {
        int successes = group.successes();
        evidence.merge(
                group.problem().id(),
                Evidence.NONE.afterVisit(discount, successes, group.size() - successes),
                (before, visit) -> before.afterVisit(discount, successes, group.size() - successes));
    }

    /**
     * Returns all evidence, for checkpoints.
     *
     * @return a copy, by problem id
     */
    public Map<String, Evidence> snapshot() {
        return new TreeMap<>(evidence);
    }

    /**
     * Replaces all evidence.
     *
     * @param restored what {@link #snapshot} gave
     */
    public void restore(Map<String, Evidence> restored) {
        evidence.clear();
        evidence.putAll(restored);
    }
}
