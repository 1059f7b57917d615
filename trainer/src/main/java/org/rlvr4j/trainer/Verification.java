package org.rlvr4j.trainer;

import java.util.List;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.verify.ParallelVerification;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.api.verify.Verifier;

/** Judges groups, the rollouts of a group at the same time; verdicts come in the order of the rollouts. */
public final class Verification {

    private final ParallelVerification verification;

    /**
     * Prepares judging.
     *
     * @param verifier the verifier
     */
    public Verification(Verifier verifier) {
        this.verification = new ParallelVerification(verifier);
    }

    /**
     * Judges a group.
     *
     * @param group the rollouts
     * @return their verdicts; those that could not be judged are counted as failures
     */
    public VerifiedGroup judge(RolloutGroup group) {
        return VerifiedGroup.of(group, verdicts(group));
    }

    /**
     * Judges a group and leaves nothing out.
     *
     * @param group the rollouts
     * @return one verdict for each, in their order
     */
    public List<Verdict> verdicts(RolloutGroup group) {
        return verification.judge(
                group.problem(), group.rollouts().stream().map(Rollout::text).toList());
    }
}
