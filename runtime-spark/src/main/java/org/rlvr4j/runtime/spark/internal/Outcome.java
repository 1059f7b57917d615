package org.rlvr4j.runtime.spark.internal;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.learning.NonFiniteException;

/**
 * What came of a task: its result, or a failure that a second try would meet again, so that Spark must not try.
 *
 * @param result the result; null after a failure
 * @param failure what failed; null with a result
 * @param <R> what comes of a task
 */
record Outcome<R>(@Nullable R result, @Nullable Failure failure) implements Serializable {

    /**
     * A failure that is not the machine's.
     *
     * @param kind whose
     * @param message what a person reads
     */
    record Failure(Kind kind, String message) implements Serializable {}

    /** Kinds of failures, by the exceptions that stand for them. */
    enum Kind {
        /** {@link NonFiniteException}: training met NaN or infinity. */
        NON_FINITE,
        /** {@link IllegalArgumentException}: a prompt that the policy cannot read. */
        INVALID,
        /** {@link IOException}: the model is not on that machine, or is another. */
        MODEL
    }

    /** Runs something whose failures are told apart. */
    static <R> Outcome<R> of(Supplier<R> work) {
        try {
            return new Outcome<>(work.get(), null);
        } catch (NonFiniteException e) {
            return failed(Kind.NON_FINITE, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            return failed(Kind.INVALID, String.valueOf(e.getMessage()));
        } catch (UncheckedIOException | IllegalStateException e) {
            return failed(Kind.MODEL, "executor on " + ExecutorPolicy.host() + ": " + e.getMessage());
        }
    }

    private static <R> Outcome<R> failed(Kind kind, String message) {
        return new Outcome<>(null, new Failure(kind, message));
    }

    /** The result, or the exception that the same work throws in one process. */
    R orThrow() {
        if (failure != null) {
            throw switch (failure.kind()) {
                case NON_FINITE -> new NonFiniteException(failure.message());
                case INVALID -> new IllegalArgumentException(failure.message());
                case MODEL -> new UncheckedIOException(failure.message(), new IOException(failure.message()));
            };
        }
        if (result == null) {
            throw new IllegalStateException("a task gave no result");
        }
        return result;
    }
}
