package org.rlvr4j.api.data;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.rlvr4j.api.Problem;

/** Gives the problems of a task: those to train on and those held out. */
public interface ProblemSource {

    /**
     * Returns the training problems.
     *
     * @return at least one problem, ids unique, the same list at each call; random access
     */
    List<Problem> training();

    /**
     * Returns the held-out problems, disjoint from the training problems.
     *
     * @return problems for evaluation, the same list at each call; may be empty
     */
    List<Problem> heldOut();

    /**
     * Names the task in reports.
     *
     * @return a short description such as {@code "countdown, 3 numbers of 1..20"}
     */
    String description();

    /**
     * Says what the problems were made of, for a run's manifest: files with their hashes, rows read and dropped.
     *
     * @return facts by name, the same at each call; none by default
     */
    default SortedMap<String, String> facts() {
        return Collections.emptySortedMap();
    }
}
