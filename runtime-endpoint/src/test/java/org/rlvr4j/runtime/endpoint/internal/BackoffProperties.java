package org.rlvr4j.runtime.endpoint.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BackoffProperties {

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(60));

    @Property
    void aWaitIsBelowTwiceTheLastBoundAndNeverBeyondTheLongest(
            @ForAll @IntRange(min = 1, max = 1000) int retry, @ForAll long seed) {
        Duration wait = BACKOFF.delay(retry, Optional.empty(), new SplittableRandom(seed));
        double bound = Math.min(60, 0.5 * Math.pow(2, retry - 1));
        assertTrue(!wait.isNegative() && wait.toNanos() <= bound * 1e9, wait + " of at most " + bound + " s");
    }

    @Property
    void whatTheServerAsksForIsKeptUpToTheLongest(@ForAll @IntRange(max = 1_000_000) int seconds, @ForAll long seed) {
        Duration wait = BACKOFF.delay(1, Optional.of(Duration.ofSeconds(seconds)), new SplittableRandom(seed));
        assertTrue(wait.compareTo(Duration.ofSeconds(Math.min(60, seconds))) >= 0);
        assertTrue(wait.compareTo(Duration.ofSeconds(60)) <= 0);
    }

    @Property
    void anyHeaderIsAWaitOrNothing(@ForAll String header) {
        Backoff.retryAfter(header, Rig.NOW)
                .ifPresent(wait -> assertTrue(!wait.isNegative() && wait.toDays() < 1_000_000));
    }

    @Example
    void retryAfterIsSecondsOrADate() {
        Instant now = Instant.parse("2015-10-21T07:27:00Z");
        assertEquals(Optional.of(Duration.ofSeconds(7)), Backoff.retryAfter(" 7 ", now));
        assertEquals(Optional.of(Duration.ofMillis(1500)), Backoff.retryAfter("1.5", now));
        assertEquals(Optional.of(Duration.ofSeconds(60)), Backoff.retryAfter("Wed, 21 Oct 2015 07:28:00 GMT", now));
        assertEquals(Optional.of(Duration.ZERO), Backoff.retryAfter("Wed, 21 Oct 2015 07:26:00 GMT", now));
        assertEquals(Optional.empty(), Backoff.retryAfter("soon", now));
    }
}
