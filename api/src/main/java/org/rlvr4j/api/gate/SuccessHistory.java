package org.rlvr4j.api.gate;

/**
 * What earlier visits showed of each problem; a read-only view at one moment.
 *
 * <p>Every judged group enters it, also one that the gate dropped. While a gate decides about a group, the history does
 * not yet hold that group.
 */
@FunctionalInterface
public interface SuccessHistory {

    /** A history without any visit. */
    SuccessHistory EMPTY = problemId -> Evidence.NONE;

    /**
     * Returns the evidence of earlier visits.
     *
     * @param problemId the problem's id
     * @return its evidence, {@link Evidence#NONE} if it was never visited
     */
    Evidence of(String problemId);
}
