package org.rlvr4j.verifiers.math;

import org.rlvr4j.api.spi.Option;

/**
 * Policies of comparison.
 *
 * @param decimalDigits digits after the decimal point that count where the gold answer is a decimal
 */
public record ComparisonOptions(
        @Option(
                value = "Digits after the decimal point that count where the gold answer is a decimal.",
                defaultsTo = "6")
        int decimalDigits) {

    /** Returns these options with another number of digits that count. */
    ComparisonOptions withDigits(int digits) {
        return new ComparisonOptions(digits);
    }
}
