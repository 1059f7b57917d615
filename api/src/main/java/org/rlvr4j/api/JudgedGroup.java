package org.rlvr4j.api;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.rlvr4j.api.verify.Verdict;

/**
 * A group with what became of each of its rollouts, those that could not be judged too.
 *
 * @param group the rollouts; shape [n]
 * @param verdicts one for each, in their order, {@link Verdict.Failed} among them; shape [n]
 */
public record JudgedGroup(RolloutGroup group, List<Verdict> verdicts) implements Serializable {

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if there is not one verdict for each rollout
     */
    public JudgedGroup {
        Objects.requireNonNull(group, "group");
        verdicts = List.copyOf(verdicts);
        if (group.rollouts().size() != verdicts.size()) {
            throw new IllegalArgumentException("got " + verdicts.size() + " verdicts for "
                    + group.rollouts().size() + " rollouts (problem "
                    + group.problem().id() + ")");
        }
    }

    /**
     * Sets aside the rollouts that could not be judged.
     *
     * @return the others, with why these could not
     */
    public VerifiedGroup verified() {
        return VerifiedGroup.of(this);
    }
}
