package org.rlvr4j.evaluation;

/**
 * A sample that is missing: it was not drawn, or could not be judged. It is no wrong answer.
 *
 * @param index the number of the sample among those of its problem
 * @param kind what failed: a {@link org.rlvr4j.api.evaluation.SampleFailure.Kind#key}, or {@code verification}
 * @param message what happened, in one line
 */
public record FailedSample(int index, String kind, String message) {

    /** The verifier failed, not the model. */
    public static final String VERIFICATION = "verification";
}
