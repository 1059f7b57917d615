package org.rlvr4j.runtime.endpoint.internal;

import java.time.Duration;
import java.util.Optional;
import org.rlvr4j.api.evaluation.SampleFailure;

/** What came of a request. */
sealed interface Reply {

    /** What a failure means for what is tried next. */
    enum Meaning {
        /** Another attempt may go well. */
        TRY_AGAIN,
        /** Another attempt at this would fail too. */
        FOR_THIS,
        /** Whatever is asked would fail too. */
        FOR_ALL
    }

    /**
     * An answer.
     *
     * @param answer with at least one choice
     */
    record Answered(Answer answer) implements Reply {}

    /**
     * No answer.
     *
     * @param failure why
     * @param meaning what to do
     * @param retryAfter how long the server wants to be left alone
     */
    record Failed(SampleFailure failure, Meaning meaning, Optional<Duration> retryAfter) implements Reply {}
}
