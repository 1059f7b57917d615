package org.rlvr4j.api.verify;

import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * What a {@link Verifier} found.
 *
 * <p>{@link Failed} is never a reward of 0: such a rollout leaves the counts m and n, and is counted and shown apart.
 * Every text in a verdict may quote the response and is untrusted.
 */
public sealed interface Verdict extends Serializable {

    /**
     * Names the kind of verdict, as files and people have it.
     *
     * @return correct, incorrect, unparseable, timedout or failed
     */
    default String kind() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /**
     * Tells whether the response was verified to be right.
     *
     * @return whether this is {@link Correct}
     */
    default boolean isCorrect() {
        return this instanceof Correct;
    }

    /**
     * Tells whether the response was judged at all.
     *
     * @return false for {@link Failed} alone
     */
    default boolean isJudged() {
        return !(this instanceof Failed);
    }

    /**
     * Returns the answer by which equal responses are recognised (majority voting).
     *
     * @return the canonical answer, or the empty string where none was found
     */
    default String answer() {
        return "";
    }

    /**
     * Says in one line what was found.
     *
     * @return a reason a person can read
     */
    String reason();

    /**
     * The response is right.
     *
     * @param answer the canonical answer
     * @param reason why, in one line
     */
    record Correct(@Override String answer, @Override String reason) implements Verdict {
        /** Checks for null. */
        public Correct {
            Objects.requireNonNull(answer, "answer");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * The response is wrong.
     *
     * @param answer the canonical answer, or the empty string where none can be given
     * @param reason why, in one line
     */
    record Incorrect(@Override String answer, @Override String reason) implements Verdict {
        /** Checks for null. */
        public Incorrect {
            Objects.requireNonNull(answer, "answer");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * No answer could be read from the response; rewarded like a wrong one.
     *
     * @param reason why, in one line
     */
    record Unparseable(@Override String reason) implements Verdict {
        /** Checks for null. */
        public Unparseable {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * The response's own work (a program that was run) exceeded its deadline; rewarded like a wrong one.
     *
     * @param deadline the time it was given
     */
    record TimedOut(Duration deadline) implements Verdict {
        /** Checks for null. */
        public TimedOut {
            Objects.requireNonNull(deadline, "deadline");
        }

        @Override
        public String reason() {
            return "not finished within " + deadline.toMillis() + " ms";
        }
    }

    /**
     * The machinery failed, not the model: no reward is given at all.
     *
     * @param cause what failed, in one line
     */
    record Failed(String cause) implements Verdict {
        /** Checks for null. */
        public Failed {
            Objects.requireNonNull(cause, "cause");
        }

        @Override
        public String reason() {
            return cause;
        }
    }
}
