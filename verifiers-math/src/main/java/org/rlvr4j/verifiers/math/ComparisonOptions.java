package org.rlvr4j.verifiers.math;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Policies of comparison: what counts as equal beyond mathematics, and how much work may be done.
 *
 * @param decimalDigits digits after the point that count where the gold answer is a decimal, 0 to 100
 * @param longDecimalDigits significant digits from which a decimal prediction may meet an exact gold answer by rounding, 0 to
 *     100
 * @param digits digits after the point that count on both sides, or −1
 * @param percentAsFraction whether 50% equals 0.5
 * @param unitMissing whether a unit, a percent sign, a currency or a base may be missing on one side
 * @param degreesAsRadians whether 180° equals π
 * @param singletonAsElement whether {5} equals 5
 * @param columnVectorAsTuple whether a vector equals the tuple of its entries
 * @param bareListAsSet whether the order of values without brackets is ignored
 * @param ratioAsFraction whether 1:2 equals 1/2
 * @param assignmentAsValue whether x = 5 equals 5
 * @param constantOfIntegration whether a capital C added to one side may have another letter on the other
 * @param assumePositive whether variables are positive
 * @param logBase the base of a logarithm without one
 * @param points how many points are tried, 4 to 100
 * @param seed from which points are drawn
 * @param stepBudget how many steps one comparison may take, 1000 to 10⁹
 */
public record ComparisonOptions(
        @Option(
                value =
                        "Digits after the decimal point that count where the gold answer is a decimal, from 0 to 100; of a"
                                + " gold answer below a thousandth, so many significant digits.",
                defaultsTo = "6")
        int decimalDigits,

        @Option(
                value =
                        "Significant digits from which a decimal prediction equals an exact gold answer that it agrees with"
                                + " but for its last digit, from 0 to 100: with 12, 0.0833333333333333 equals 1/12; 0 for never.",
                defaultsTo = "0")
        int longDecimalDigits,

        @Option(
                value = "Digits after the decimal point to which both sides are rounded, from 0 to 100; -1 for no such"
                        + " rounding.",
                defaultsTo = "-1")
        int digits,

        @Option(value = "Whether 50% equals 0.5.", defaultsTo = "true")
        boolean percentAsFraction,

        @Option(
                value =
                        "Whether a unit, a percent or degree sign, a currency or a stated base may be missing on one side:"
                                + " 10 cm equals 10.",
                defaultsTo = "true")
        boolean unitMissing,

        @Option(value = "Whether 180 degrees equal pi.", defaultsTo = "true")
        boolean degreesAsRadians,

        @Option(value = "Whether the set {5} equals 5.", defaultsTo = "true")
        boolean singletonAsElement,

        @Option(value = "Whether a row or column vector equals the tuple of its entries.", defaultsTo = "true")
        boolean columnVectorAsTuple,

        @Option(
                value = "Whether values without brackets around them are a set: 1, 2 equals 2, 1 and {1, 2}.",
                defaultsTo = "true")
        boolean bareListAsSet,

        @Option(value = "Whether the ratio 1:2 equals 1/2.", defaultsTo = "true")
        boolean ratioAsFraction,

        @Option(value = "Whether x = 5 equals 5, and a function's equation its right side.", defaultsTo = "true")
        boolean assignmentAsValue,

        @Option(
                value = "Whether the constant of integration may have another letter: x + C equals x + K.",
                defaultsTo = "false")
        boolean constantOfIntegration,

        @Option(value = "Whether every variable is positive: ln(xy) equals ln x + ln y.", defaultsTo = "false")
        boolean assumePositive,

        @Option(value = "The base of a logarithm written without one: ten or e.", defaultsTo = "ten")
        LogBase logBase,

        @Option(value = "At how many points expressions with variables are compared, from 4 to 100.", defaultsTo = "12")
        int points,

        @Option(value = "The seed of these points.", defaultsTo = "20260615")
        long seed,

        @Option(
                value = "Steps one comparison may take, from 1000 to 1000000000; beyond them it is undecided. A step is"
                        + " roughly 50 ns.",
                defaultsTo = "100000")
        long stepBudget) {

    /** Bases that {@code log} can have. */
    public enum LogBase {
        /** The common logarithm. */
        TEN,
        /** The natural logarithm. */
        E
    }

    /**
     * Checks ranges.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException if a number is out of its range
     */
    public ComparisonOptions {
        new OptionChecks()
                .that(
                        decimalDigits >= 0 && decimalDigits <= 100,
                        "decimal-digits",
                        decimalDigits,
                        "must be between 0 and 100")
                .that(
                        longDecimalDigits >= 0 && longDecimalDigits <= 100,
                        "long-decimal-digits",
                        longDecimalDigits,
                        "must be between 0 and 100")
                .that(digits >= -1 && digits <= 100, "digits", digits, "must be between -1 and 100")
                .that(points >= 4 && points <= 100, "points", points, "must be between 4 and 100")
                .that(
                        stepBudget >= 1000 && stepBudget <= 1_000_000_000,
                        "step-budget",
                        stepBudget,
                        "must be between 1000 and 1000000000")
                .orThrow();
    }

    /**
     * Returns the same policies with another precision.
     *
     * @param places digits after the point that count on both sides, 0 to 100, or −1 for exact comparison
     * @return these options with {@link #digits} replaced
     */
    public ComparisonOptions withDigits(int places) {
        return new ComparisonOptions(
                decimalDigits,
                longDecimalDigits,
                places,
                percentAsFraction,
                unitMissing,
                degreesAsRadians,
                singletonAsElement,
                columnVectorAsTuple,
                bareListAsSet,
                ratioAsFraction,
                assignmentAsValue,
                constantOfIntegration,
                assumePositive,
                logBase,
                points,
                seed,
                stepBudget);
    }
}
