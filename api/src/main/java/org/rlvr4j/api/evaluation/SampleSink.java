package org.rlvr4j.api.evaluation;

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
     * Takes the news that there is no answer. That is no wrong answer: the task may be drawn again.
     *
     * @param task what was asked for
     * @param failure why there is none
     */
    void failed(SampleTask task, SampleFailure failure);
}
