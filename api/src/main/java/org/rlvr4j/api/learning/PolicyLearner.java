package org.rlvr4j.api.learning;

/**
 * Updates the policy.
 *
 * <p>It sees tokens, behaviour log-probabilities and weighted advantages; it never learns which gate or advantage
 * estimator made them.
 */
public interface PolicyLearner {

    /**
     * Does one step of training, which may be several optimiser updates on the same batch.
     *
     * @param batch what to learn from; an empty batch moves the schedule on and changes no weight
     * @return what happened
     * @throws NonFiniteException if the loss, a gradient or a weight is NaN or infinite; the weights must then not be
     *     used or saved
     */
    StepReport step(TrainingBatch batch);

    /**
     * Returns how many steps the policy has seen.
     *
     * @return the policy's version; 0 for the base
     */
    long version();
}
