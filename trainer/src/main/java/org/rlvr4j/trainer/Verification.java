package org.rlvr4j.trainer;

import org.rlvr4j.api.JudgedGroup;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.verify.ParallelVerification;
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
        return judgeAll(group).verified();
    }

    /**
     * Judges a group and leaves nothing out.
     *
     * @param group the rollouts
     * @return the group with one verdict for each rollout
     */
    public JudgedGroup judgeAll(RolloutGroup group) {
        return new JudgedGroup(
                group,
                verification.judge(
                        group.problem(),
                        group.rollouts().stream().map(Rollout::text).toList()));
    }
}
