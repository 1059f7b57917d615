package org.rlvr4j.trackers.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.run.RunEvent;

@Timeout(60)
class BackgroundTrackingTest {

    private static final BackgroundTracking.Patience QUICK = new BackgroundTracking.Patience(100, 1, 4, 30_000);

    @TempDir
    private Path folder;

    private final List<String> said = Collections.synchronizedList(new ArrayList<>());

    /** Remembers what came; fails as often as it is told. */
    private static class Memory implements Sink {
        final List<Long> steps = Collections.synchronizedList(new ArrayList<>());
        private int failures;
        private boolean finished;

        Memory(int failures) {
            this.failures = failures;
        }

        private void mayFail() throws IOException {
            if (failures-- > 0) {
                throw new IOException("nobody there");
            }
        }

        @Override
        public void open(long completed) throws IOException {
            mayFail();
        }

        @Override
        public void send(List<Values> values) throws IOException {
            mayFail();
            values.forEach(value -> steps.add(value.step()));
        }

        @Override
        public void close(boolean reachedTheEnd) {
            finished = reachedTheEnd;
        }
    }

    private BackgroundTracking track(Sink sink, BackgroundTracking.Patience patience) {
        return new BackgroundTracking("test", sink, Events.run(folder, said::add), patience);
    }

    private static void train(BackgroundTracking tracking, long from, long to) {
        tracking.record(new RunEvent.Started(from, Events.STEPS));
        LongStream.rangeClosed(from + 1, to).mapToObj(Events::step).forEach(tracking::record);
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @Test
    void deliversInOrderAndEndsTheRun() {
        Memory memory = new Memory(0);
        BackgroundTracking tracking = track(memory, QUICK);
        train(tracking, 0, Events.STEPS);
        tracking.close();
        assertEquals(range(1, Events.STEPS), memory.steps);
        assertTrue(memory.finished);
        assertEquals(List.of(), said);
    }

    @Test
    void failuresAreTriedAgainAndSaidOnce() {
        Memory memory = new Memory(5);
        BackgroundTracking tracking = track(memory, QUICK);
        train(tracking, 0, Events.STEPS);
        tracking.close();
        assertEquals(range(1, Events.STEPS), memory.steps);
        assertEquals(
                List.of(
                        "tracker test does not work: nobody there; training goes on, and it is tried again",
                        "tracker test works again"),
                said);
    }

    @Test
    void whatWaitsIsBoundedAndTheOldestGivesWay() {
        CountDownLatch held = new CountDownLatch(1);
        Memory memory = new Memory(0) {
            @Override
            public void open(long completed) throws IOException {
                try {
                    held.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        };
        BackgroundTracking tracking = track(memory, new BackgroundTracking.Patience(3, 1, 1, 30_000));
        train(tracking, 0, 10);
        held.countDown();
        tracking.close();
        assertEquals(range(8, 10), memory.steps);
        assertEquals(
                List.of("tracker test was away so long that 7 steps were left out; they are in metrics.jsonl"), said);
    }

    @Test
    void aDeadTrackerHoldsUpTheEndForItsDeadlineOnly() {
        BackgroundTracking tracking =
                track(new Memory(Integer.MAX_VALUE), new BackgroundTracking.Patience(100, 1, 1, 50));
        train(tracking, 0, 10);
        tracking.close();
        assertEquals("tracker test did not take everything in time; what is missing is in metrics.jsonl", said.get(1));
    }

    @Test
    void theUsualEndWaitsForSecondsNotMinutes() {
        assertEquals(10_000, BackgroundTracking.Patience.USUAL.closeMillis());
    }

    @Test
    void aRunThatNeverStartedIsNotTracked() {
        Memory memory = new Memory(0);
        track(memory, QUICK).close();
        assertEquals(List.of(), memory.steps);
        assertEquals(List.of(), said);
    }

    @Test
    void anEvaluationOfAnEarlierStartIsNotTrackedAgain() throws IOException {
        Files.writeString(
                folder.resolve("metrics.jsonl"),
                "{\"event\":\"evaluation\",\"step\":10}\n{\"event\":\"evaluation\",\"step\":20}\n");
        Memory memory = new Memory(0);
        BackgroundTracking tracking = track(memory, QUICK);
        tracking.record(new RunEvent.Started(10, Events.STEPS));
        tracking.record(Events.evaluation(10));
        // beyond the checkpoint it will be done again, and its line is cut off
        tracking.record(Events.evaluation(20));
        tracking.record(Events.evaluation(20));
        tracking.close();
        assertEquals(List.of(20L), memory.steps);
    }
}
