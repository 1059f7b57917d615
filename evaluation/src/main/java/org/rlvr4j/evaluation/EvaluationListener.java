package org.rlvr4j.evaluation;

/** Follows an evaluation; called by one thread at a time. */
@FunctionalInterface
public interface EvaluationListener {

    /**
     * How far it is.
     *
     * @param phase {@code pilot} or {@code sampling}
     * @param done samples that are judged or have failed
     * @param total samples that may be needed
     * @param cached those of {@code done} that were drawn in an earlier run
     * @param correct correct ones
     * @param failed failed ones
     */
    record Progress(String phase, long done, long total, long cached, long correct, long failed) {}

    /**
     * Takes the news.
     *
     * @param progress how far it is
     */
    void progress(Progress progress);
}
