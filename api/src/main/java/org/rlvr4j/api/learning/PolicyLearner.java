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

    /**
     * Multiplies the schedule's learning rate from the next step on; a guard lowers it so. The scale is no part of the saved
     * state: who sets it sets it again after {@link PolicyRuntime#restoreState}.
     *
     * @param scale 1 at first; finite and at least 0
     * @throws UnsupportedOperationException if this learner cannot, and the scale is not 1
     */
    default void scaleLearningRate(double scale) {
        if (scale != 1) {
            throw new UnsupportedOperationException(
                    getClass().getName() + " cannot scale its learning rate by " + scale);
        }
    }
}
