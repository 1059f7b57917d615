package org.rlvr4j.runtime.endpoint.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a client takes from the machine that it runs on.
 *
 * @param environment environment variables, null where there is none
 * @param clock what time it is
 * @param pause how to wait
 * @param jitter where waits get their randomness; used by one thread at a time
 */
public record Surroundings(
        Function<String, @Nullable String> environment, InstantSource clock, Pause pause, RandomGenerator jitter) {

    /** Waits. */
    @FunctionalInterface
    public interface Pause {
        /** Waits for so long. */
        void sleep(Duration duration) throws InterruptedException;
    }

    /** The real ones. */
    public static Surroundings ofThisMachine() {
        return new Surroundings(
                System::getenv,
                InstantSource.system(),
                duration -> Thread.sleep(duration.toMillis()),
                // not for answers: those are drawn by the server
                new SplittableRandom());
    }
}
