package org.rlvr4j.verifiers.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.rlvr4j.verifiers.code.layout.TaskLayouts;

class RecentTasksTest {

    private final RecentTasks tasks = new RecentTasks();
    private final CodeTask task = task();

    private static CodeTask task() {
        try {
            return TaskLayouts.reference("{\"test_list\": [\"assert f(1) == 2\"]}");
        } catch (InvalidTaskException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void keepsThoseThatWereAskedForLast() {
        for (int i = 0; i < 64; i++) {
            tasks.remember("task " + i, task);
        }
        assertSame(task, tasks.find("task 0").orElseThrow());
        tasks.remember("one more", task);
        assertEquals(64, tasks.size());
        assertTrue(tasks.find("task 0").isPresent());
        assertTrue(tasks.find("task 1").isEmpty());
    }

    @Test
    void keepsFewThatAreLarge() {
        String large = "x".repeat(10 << 20);
        for (int i = 0; i < 5; i++) {
            tasks.remember(i + large, task);
            tasks.remember(i + large, task);
        }
        assertEquals(3, tasks.size());
        assertTrue(tasks.find(4 + large).isPresent());
        tasks.remember("x".repeat(40 << 20), task);
        assertEquals(1, tasks.size());
    }
}
