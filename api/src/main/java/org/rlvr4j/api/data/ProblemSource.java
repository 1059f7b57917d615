package org.rlvr4j.api.data;

import java.util.List;
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
}
