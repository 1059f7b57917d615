package org.rlvr4j.verifiers.code.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // permits are left early, and twice, on purpose
class SandboxGateTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void noMoreThanThePermitsAreInside() throws Exception {
        SandboxGate gate = new SandboxGate(3);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(12);
        try {
            Callable<Void> visit = () -> {
                try (SandboxGate.Permit permit = gate.enter(LONG)) {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    Thread.sleep(1);
                    inside.decrementAndGet();
                    return null;
                }
            };
            for (Future<Void> done : threads.invokeAll(Collections.nCopies(60, visit))) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }
        assertEquals(0, inside.get());
        assertTrue(most.get() <= 3, most.toString());
    }

    @Test
    void theLineIsFirstComeFirstServed() throws Exception {
        SandboxGate gate = new SandboxGate(1);
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<Thread> line = new ArrayList<>();
        try (SandboxGate.Permit held = gate.enter(LONG)) {
            for (int i = 0; i < 5; i++) {
                int number = i;
                Thread thread = new Thread(() -> {
                    try (SandboxGate.Permit permit = gate.enter(LONG)) {
                        order.add(number);
                        permit.close();
                    } catch (SandboxException | InterruptedException e) {
                        order.add(-1);
                    }
                });
                thread.start();
                while (thread.getState() != Thread.State.TIMED_WAITING) {
                    Thread.onSpinWait();
                }
                line.add(thread);
            }
            held.close();
        }
        for (Thread thread : line) {
            thread.join();
        }
        assertEquals(List.of(0, 1, 2, 3, 4), order);
    }

    @Test
    void aLineThatIsTooLongIsNoProgramsFault() throws Exception {
        SandboxGate gate = new SandboxGate(1);
        try (SandboxGate.Permit held = gate.enter(LONG)) {
            SandboxException failure = assertThrows(SandboxException.class, () -> gate.enter(Duration.ofMillis(20)));
            assertTrue(String.valueOf(failure.getMessage()).startsWith("no sandbox was free within 20 ms"));
            held.close();
            held.close();
        }
        gate.enter(Duration.ZERO).close();
        try (SandboxGate.Permit again = gate.enter(Duration.ZERO)) {
            assertThrows(SandboxException.class, () -> gate.enter(Duration.ZERO), again::toString);
        }
    }

    @Test
    void oneIsShared() {
        assertSame(SandboxGate.shared(), SandboxGate.shared());
        assertEquals(
                Runtime.getRuntime().availableProcessors(), SandboxGate.shared().permits());
        assertThrows(IllegalArgumentException.class, () -> new SandboxGate(0));
    }
}
