package org.rlvr4j.bbg;

import org.rlvr4j.api.gate.Evidence;

/** Which rollouts a gate counts when it weighs one rollout. */
public enum EvidenceKind {
    /**
     * All n rollouts of the group, as in arXiv 2606.15455. A rollout's weight then depends on its own outcome: the first
     * success of a hard problem makes the problem less worth training on at the very step that saw it.
     */
    GROUP {
        @Override
        Tally tally(int successes, int size, boolean correct, Evidence earlier) {
            return new Tally(successes, size);
        }
    },
    /**
     * The other n − 1 rollouts of the group. The weight is independent of the rollout that it multiplies, so a policy
     * gradient that it weights stays unbiased.
     */
    LEAVE_ONE_OUT {
        @Override
        Tally tally(int successes, int size, boolean correct, Evidence earlier) {
            return new Tally(correct ? successes - 1 : successes, size - 1);
        }
    },
    /**
     * Discounted counts of earlier visits of the problem only (arXiv 2603.18444), never this group: independent of the
     * rollouts that the weight multiplies.
     */
    HISTORY {
        @Override
        Tally tally(int successes, int size, boolean correct, Evidence earlier) {
            return new Tally(earlier.successes(), earlier.trials());
        }
    };

    /**
     * Counts.
     *
     * @param successes m of the group
     * @param size n of the group, ≥ 1
     * @param correct whether the rollout that is weighed is itself correct, so that m counts it
     * @param earlier evidence of earlier visits
     * @return what this kind of evidence sees
     */
    abstract Tally tally(int successes, int size, boolean correct, Evidence earlier);
}
