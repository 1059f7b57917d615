package org.rlvr4j.verifiers.math;

import org.rlvr4j.verifiers.math.comparison.AnswerComparison;
import org.rlvr4j.verifiers.math.comparison.TreeSize;
import org.rlvr4j.verifiers.math.expression.Expression;

/**
 * Decides whether two answers are equal.
 *
 * <p>Total, deterministic and safe for threads. The work is bounded by a number of steps, not by time, so the result is the
 * same on a slow machine.
 */
public final class AnswerComparator {

    private final ComparisonOptions options;

    /**
     * Creates the comparator.
     *
     * @param options the policies
     */
    public AnswerComparator(ComparisonOptions options) {
        this.options = options;
    }

    /**
     * Compares a prediction with the gold answer.
     *
     * @param gold the gold answer
     * @param prediction the answer to judge
     * @return what was found; never throws, and the same on every machine
     */
    public Comparison compare(Expression gold, Expression prediction) {
        if (TreeSize.isTooLarge(gold) || TreeSize.isTooLarge(prediction)) {
            return new Comparison(
                    Comparison.Outcome.UNDECIDED, "UNDECIDED: an answer is nested too deeply or has too many parts");
        }
        return new AnswerComparison(options).run(gold, prediction);
    }
}
