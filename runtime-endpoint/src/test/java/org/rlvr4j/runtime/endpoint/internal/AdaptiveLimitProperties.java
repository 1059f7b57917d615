package org.rlvr4j.runtime.endpoint.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.rlvr4j.runtime.endpoint.internal.AdaptiveLimit.Outcome;

class AdaptiveLimitProperties {

    @Property
    void theLimitStaysWithinItsBoundsAndNoPermitIsLost(
            @ForAll @IntRange(min = 1, max = 50) int most, @ForAll @Size(max = 300) List<Outcome> outcomes)
            throws InterruptedException {
        AdaptiveLimit limit = new AdaptiveLimit(most);
        ArrayDeque<AdaptiveLimit.Permit> inHand = new ArrayDeque<>();
        for (Outcome outcome : outcomes) {
            while (inHand.size() < limit.current()) {
                inHand.add(limit.acquire());
            }
            int before = limit.current();
            limit.release(inHand.remove(), outcome);
            assertTrue(limit.current() >= 1 && limit.current() <= most);
            switch (outcome) {
                case SUCCESS -> assertTrue(limit.current() == before || limit.current() == before + 1);
                case CONGESTED -> assertTrue(limit.current() <= before);
                case NEITHER -> assertEquals(before, limit.current());
            }
        }
        assertTrue(limit.peak() <= most);
    }

    @Example
    void itDoublesUntilTheFirstRefusalAndHalvesOnceForAllThatWereInHand() throws InterruptedException {
        AdaptiveLimit limit = new AdaptiveLimit(1000);
        round(limit, Outcome.SUCCESS);
        assertEquals(8, limit.current());
        round(limit, Outcome.SUCCESS);
        assertEquals(16, limit.current());
        round(limit, Outcome.CONGESTED);
        assertEquals(8, limit.current());
        round(limit, Outcome.CONGESTED);
        assertEquals(4, limit.current());
        round(limit, Outcome.SUCCESS);
        round(limit, Outcome.SUCCESS);
        assertTrue(limit.current() == 5, "it grows by one a round, not twofold: " + limit.current());
    }

    @Example
    void aLimitThatIsNotUsedDoesNotGrow() throws InterruptedException {
        AdaptiveLimit limit = new AdaptiveLimit(1000);
        for (int i = 0; i < 100; i++) {
            limit.release(limit.acquire(), Outcome.SUCCESS);
        }
        assertEquals(4, limit.current());
    }

    /** As many requests as may be in hand; each is followed by another as long as the round lasts. */
    private static void round(AdaptiveLimit limit, Outcome outcome) throws InterruptedException {
        ArrayDeque<AdaptiveLimit.Permit> inHand = new ArrayDeque<>();
        int size = limit.current();
        for (int i = 0; i < size; i++) {
            inHand.add(limit.acquire());
        }
        for (int i = 0; i < size; i++) {
            limit.release(inHand.remove(), outcome);
            while (outcome == Outcome.SUCCESS && inHand.size() < limit.current() && i < size - 1) {
                inHand.add(limit.acquire());
            }
        }
        inHand.forEach(permit -> limit.release(permit, Outcome.NEITHER));
    }
}
