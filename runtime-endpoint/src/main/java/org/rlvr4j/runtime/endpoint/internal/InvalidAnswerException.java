package org.rlvr4j.runtime.endpoint.internal;

import org.rlvr4j.api.evaluation.SampleFailure;

/** A body is no answer to what was asked. */
final class InvalidAnswerException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient SampleFailure failure;

    InvalidAnswerException(SampleFailure.Kind kind, String message) {
        super(message);
        this.failure = new SampleFailure(kind, message);
    }

    InvalidAnswerException(String message) {
        this(SampleFailure.Kind.BAD_RESPONSE, message);
    }

    /** What it means for those who asked. */
    SampleFailure failure() {
        return failure;
    }
}
