package org.rlvr4j.verifiers.math;

import org.rlvr4j.verifiers.math.expression.Expression;

/** Decides whether two answers are equal. */
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
        return gold.equals(prediction)
                ? new Comparison(Comparison.Outcome.EQUAL, "EQUAL as written " + options)
                : new Comparison(Comparison.Outcome.DIFFERENT, "DIFFERENT as written");
    }
}
