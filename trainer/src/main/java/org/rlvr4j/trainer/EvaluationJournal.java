package org.rlvr4j.trainer;

import java.util.List;
import java.util.Optional;
import org.rlvr4j.api.evaluation.ProblemOutcome;

/**
 * What an evaluation has finished so far, kept so that one that was stopped can go on.
 *
 * <p>A journal belongs to one evaluation: outcomes that another policy, other problems or other options gave are told from its
 * own by whoever opens it. What it loses is drawn again, to the same bits, so it may lose anything; what it returns must be what
 * it was given.
 */
public interface EvaluationJournal {

    /** Keeps nothing. */
    EvaluationJournal NONE = new EvaluationJournal() {
        @Override
        public Optional<ProblemOutcome> outcome(int position) {
            return Optional.empty();
        }

        @Override
        public void append(int position, List<ProblemOutcome> outcomes) {
            // nothing is kept
        }
    };

    /**
     * Finds an outcome.
     *
     * @param position of the problem among those that are evaluated, from 0
     * @return what was appended for it, of several the last; empty where there is nothing
     */
    Optional<ProblemOutcome> outcome(int position);

    /**
     * Keeps the outcomes of problems that follow one another.
     *
     * @param position of the first, from 0
     * @param outcomes in the order of the problems; at least one
     * @throws java.io.UncheckedIOException if they cannot be kept, such as on a full disk; the evaluation then ends, and what was
     *     kept before stays
     */
    void append(int position, List<ProblemOutcome> outcomes);
}
