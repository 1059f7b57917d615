package org.rlvr4j.api.evaluation;

import org.rlvr4j.api.verify.Verdict;

/** Receives what a {@link SampleSource} draws; safe to call from several threads at once. */
public interface SampleSink {

    /**
     * Takes an answer.
     *
     * @param task what was asked for
     * @param sample the answer
     */
    void drawn(SampleTask task, Sample sample);

    /**
     * Takes an answer that was judged where it was drawn, by the verifier of the evaluation.
     *
     * @param task what was asked for
     * @param sample the answer
     * @param verdict what the verifier says of it; {@link Verdict.Failed} where it could not be judged. By default it is
     *     passed over
     */
    default void judged(SampleTask task, Sample sample, Verdict verdict) {
        drawn(task, sample);
    }

    /**
     * Takes the news that there is no answer. That is no wrong answer: the task may be drawn again.
     *
     * @param task what was asked for
     * @param failure why there is none
     */
    void failed(SampleTask task, SampleFailure failure);
}
