package org.rlvr4j.verifiers.code;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tasks that were read last, so that a group's responses need not read theirs again and again. May be used from several
 * threads at once.
 */
final class RecentTasks {

    private static final int MOST_TASKS = 64;

    /** Tests of one problem may be megabytes. */
    private static final long MOST_CHARACTERS = 32L << 20;

    private final Map<String, CodeTask> tasks = new LinkedHashMap<>(16, 0.75f, true);
    private long characters;

    /**
     * Finds a task.
     *
     * @param reference what it was read from
     */
    synchronized Optional<CodeTask> find(String reference) {
        return Optional.ofNullable(tasks.get(reference));
    }

    /**
     * Remembers a task, and forgets those that were not asked for the longest; the last is always kept.
     *
     * @param reference what it was read from
     * @param task the task
     */
    synchronized void remember(String reference, CodeTask task) {
        if (tasks.put(reference, task) == null) {
            characters += reference.length();
        }
        Iterator<String> oldest = tasks.keySet().iterator();
        while (tasks.size() > 1 && (tasks.size() > MOST_TASKS || characters > MOST_CHARACTERS)) {
            characters -= oldest.next().length();
            oldest.remove();
        }
    }

    /** How many there are. */
    synchronized int size() {
        return tasks.size();
    }
}
