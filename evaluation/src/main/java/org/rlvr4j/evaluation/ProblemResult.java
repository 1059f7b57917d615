package org.rlvr4j.evaluation;

import java.util.List;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.evaluation.ProblemOutcome;

/**
 * What became of one problem.
 *
 * @param problem the problem
 * @param judged its judged samples, by index
 * @param failed its missing samples, by index
 */
public record ProblemResult(Problem problem, List<JudgedSample> judged, List<FailedSample> failed) {

    /** Copies. */
    public ProblemResult {
        judged = List.copyOf(judged);
        failed = List.copyOf(failed);
    }

    /**
     * Counts.
     *
     * @return n judged samples, c correct ones, and the distinct answers
     */
    public ProblemOutcome outcome() {
        return ProblemOutcome.of(
                problem.id(), judged.stream().map(JudgedSample::verdict).toList());
    }
}
