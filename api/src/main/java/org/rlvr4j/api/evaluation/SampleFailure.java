package org.rlvr4j.api.evaluation;

import java.util.Locale;
import java.util.Objects;

/**
 * Why there is no answer. It is a failure of the machinery and never counts as a wrong answer.
 *
 * @param kind what failed
 * @param message what happened, in one bounded line without secrets; may quote untrusted text, escaped
 */
public record SampleFailure(Kind kind, String message) {

    /** What failed. */
    public enum Kind {
        /** No connection, or it broke. */
        CONNECTION,
        /** No whole answer in time. */
        TIMEOUT,
        /** The server has no room now (429, 503). */
        OVERLOADED,
        /** The server failed (5xx). */
        SERVER_ERROR,
        /** The key is missing, wrong, or not good for this (401, 403). Trying again does not help. */
        UNAUTHORIZED,
        /** The server refuses the request (400, 404, 422). Trying again does not help. */
        REFUSED,
        /** The answer breaks the protocol: no JSON, wrong number of choices, invalid text. */
        BAD_RESPONSE,
        /** The answer is larger than allowed. */
        TOO_LARGE,
        /** The server refuses to write such an answer (content filter). */
        FILTERED,
        /** The prompt and the longest answer do not fit the model's context. */
        CONTEXT,
        /** It was never drawn, and the source draws nothing. */
        NOT_DRAWN,
        /** What may be spent is spent; nothing was asked. */
        BUDGET,
        /** Whatever else failed on this side. */
        INTERNAL;

        /**
         * Returns the name as files and options write it.
         *
         * @return lower case with hyphens, such as {@code bad-response}
         */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Checks for null. */
    public SampleFailure {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(message, "message");
    }
}
