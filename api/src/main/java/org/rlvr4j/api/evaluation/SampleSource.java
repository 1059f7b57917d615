package org.rlvr4j.api.evaluation;

import java.util.List;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;

/**
 * A model as an evaluation sees it: something that answers a problem's prompt, one answer at a time. The model may run in
 * this process or behind a server.
 *
 * <p>A source is made with all that is asked of the model: temperature, longest answer, template. What a task's answer is
 * depends on the model, these settings, the prompt and the task's seed alone, as far as the model's engine allows; never on
 * the order or the number of the tasks that are drawn together.
 */
public interface SampleSource extends AutoCloseable {

    /**
     * Says what tells this model from any other. Two sources whose answers could differ for another reason than chance
     * differ in this or in {@link #settings}.
     *
     * @return names and values, such as the kind of source, the model's name, the version that the server reports, hashes of
     *     files, the chat template; never a secret
     */
    SortedMap<String, String> identity();

    /**
     * Says how the model is asked.
     *
     * @return names and values, such as {@code temperature}, {@code top-p}, {@code max-tokens}, {@code system}; never a
     *     secret
     */
    SortedMap<String, String> settings();

    /**
     * Says before any work which prompt the model cannot be asked.
     *
     * @param prompt a problem's prompt
     * @return what is wrong, such as that it does not fit the context; empty where nothing is known to be
     */
    default String mistake(String prompt) {
        return "";
    }

    /**
     * Returns how many tasks keep the source busy.
     *
     * @return a number of tasks for one {@link #draw}; at least 1
     */
    int tasksAtATime();

    /**
     * Draws one answer for each task.
     *
     * <p>Each task ends in exactly one call of the sink, from any thread and in any order, before this method returns. Once
     * a stop is requested, tasks may end in no call at all.
     *
     * @param tasks what to draw; no two of them have the same problem and index
     * @param sink receives answers and failures as they come; calls may overlap
     * @param stopRequested asked often; once true, the method returns as soon as it can
     * @throws InterruptedException if the thread was interrupted; some tasks may then have ended in no call
     */
    void draw(List<SampleTask> tasks, SampleSink sink, BooleanSupplier stopRequested) throws InterruptedException;

    /**
     * Returns how many calls of {@link #draw} at a time keep the source busy.
     *
     * @return a number of lists for {@link #drawEach}, which may change; at least 1, the default, for sources that do one
     *     after the other
     */
    default int drawsAtATime() {
        return 1;
    }

    /**
     * Draws several lists of tasks, each as {@link #draw} would by itself, down to the rounding of logits.
     *
     * @param draws the lists; no two tasks of any of them have the same problem and index
     * @param sink receives answers and failures as they come; calls may overlap
     * @param stopRequested asked often; once true, the method returns as soon as it can
     * @throws InterruptedException if the thread was interrupted; some tasks may then have ended in no call
     */
    default void drawEach(List<List<SampleTask>> draws, SampleSink sink, BooleanSupplier stopRequested)
            throws InterruptedException {
        for (List<SampleTask> tasks : draws) {
            if (stopRequested.getAsBoolean()) {
                return;
            }
            draw(tasks, sink, stopRequested);
        }
    }

    /** Frees memory, connections and threads. */
    @Override
    void close();
}
