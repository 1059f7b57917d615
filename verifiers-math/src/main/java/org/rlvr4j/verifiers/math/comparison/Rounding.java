package org.rlvr4j.verifiers.math.comparison;

import org.rlvr4j.verifiers.math.ComparisonOptions;
import org.rlvr4j.verifiers.math.expression.Expression;

/**
 * Which digits count when one of two scalars was written as a decimal.
 *
 * @param ofGold whether the gold answer is a decimal, so that the options' digits count
 * @param ofPrediction digits after the point of a prediction so long that an exact gold answer may meet it by rounding; 0 for none
 */
record Rounding(boolean ofGold, int ofPrediction) {

    static final Rounding EXACT = new Rounding(false, 0);

    static Rounding of(Expression gold, Expression prediction, ComparisonOptions options) {
        if (Decimals.isDecimal(gold)) {
            return new Rounding(true, 0);
        }
        int enough = options.longDecimalDigits();
        boolean isLong = enough > 0 && Decimals.significantDigits(prediction) >= enough;
        return isLong ? new Rounding(false, Decimals.places(prediction)) : EXACT;
    }
}
