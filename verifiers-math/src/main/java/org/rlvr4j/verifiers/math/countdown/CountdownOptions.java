package org.rlvr4j.verifiers.math.countdown;

import java.util.List;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Options of {@link CountdownSource}.
 *
 * @param numbers how many numbers a problem may give; one of these is drawn for each problem
 * @param minNumber smallest number
 * @param maxNumber largest number
 * @param maxTarget largest target
 * @param trainingProblems number of training problems
 * @param heldOutProblems number of held-out problems
 * @param heldOutShare share of the multisets of numbers that are held out
 * @param seed which problems these are
 * @param wrongTargetShare share of demonstrations whose expression misses the target
 * @param misusedNumberShare share of demonstrations that break the rule of using each number once
 */
public record CountdownOptions(
        @Option(
                value =
                        "How many numbers a problem may give, each from 2 to 6; one of these is drawn for each problem.",
                defaultsTo = "[3]")
        List<Integer> numbers,

        @Option(value = "Smallest number, at least 1.", defaultsTo = "1")
        int minNumber,

        @Option(value = "Largest number, above min-number, at most 9999.", defaultsTo = "20")
        int maxNumber,

        @Option(value = "Largest target, from 1 to 999999; the smallest is 1.", defaultsTo = "99")
        int maxTarget,

        @Option(value = "Number of different training problems, from 1 to 1000000.", defaultsTo = "12000")
        int trainingProblems,

        @Option(value = "Number of different held-out problems, from 0 to 100000.", defaultsTo = "400")
        int heldOutProblems,

        @Option(
                value = "Share of the multisets of numbers that are held out from training and from demonstrations, "
                        + "from 0 to below 1; above 0 where there are held-out problems.",
                defaultsTo = "0.2")
        double heldOutShare,

        @Option(value = "Which problems these are; any number. It does not follow the run's seed.", defaultsTo = "1")
        long seed,

        @Option(
                value = "Share of demonstrations whose expression uses the right numbers and misses the target, from 0 "
                        + "to 1.",
                defaultsTo = "0")
        double wrongTargetShare,

        @Option(
                value =
                        "Share of demonstrations whose expression hits the target but leaves a number out, replaces one or "
                                + "uses one twice, from 0 to 1; with wrong-target-share at most 1.",
                defaultsTo = "0")
        double misusedNumberShare) {

    /**
     * Checks ranges and copies.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException naming every option that is out of range
     */
    public CountdownOptions {
        numbers = List.copyOf(numbers);
        boolean sharesInRange = isShare(wrongTargetShare) && isShare(misusedNumberShare);
        new OptionChecks()
                .that(
                        !numbers.isEmpty() && numbers.stream().allMatch(size -> size >= 2 && size <= 6),
                        "numbers",
                        numbers,
                        "must be at least one size, each between 2 and 6")
                .that(
                        numbers.stream().distinct().count() == numbers.size(),
                        "numbers",
                        numbers,
                        "must not name a size twice")
                .that(minNumber >= 1, "min-number", minNumber, "must be at least 1")
                .that(
                        maxNumber > minNumber && maxNumber <= 9999,
                        "max-number",
                        maxNumber,
                        "must be above min-number (" + minNumber + ") and at most 9999")
                .that(maxTarget >= 1 && maxTarget <= 999_999, "max-target", maxTarget, "must be between 1 and 999999")
                .that(
                        trainingProblems >= 1 && trainingProblems <= 1_000_000,
                        "training-problems",
                        trainingProblems,
                        "must be between 1 and 1000000")
                .that(
                        heldOutProblems >= 0 && heldOutProblems <= 100_000,
                        "held-out-problems",
                        heldOutProblems,
                        "must be between 0 and 100000")
                .that(
                        heldOutShare >= 0 && heldOutShare < 1,
                        "held-out-share",
                        heldOutShare,
                        "must be at least 0 and below 1")
                .that(
                        heldOutProblems <= 0 || heldOutShare != 0,
                        "held-out-share",
                        heldOutShare,
                        "must be above 0 where there are held-out problems")
                .that(isShare(wrongTargetShare), "wrong-target-share", wrongTargetShare, "must be between 0 and 1")
                .that(
                        isShare(misusedNumberShare),
                        "misused-number-share",
                        misusedNumberShare,
                        "must be between 0 and 1")
                .that(
                        !sharesInRange || wrongTargetShare + misusedNumberShare <= 1,
                        "misused-number-share",
                        misusedNumberShare,
                        "must be at most 1 together with wrong-target-share (" + wrongTargetShare + ")")
                .orThrow();
    }

    private static boolean isShare(double value) {
        return value >= 0 && value <= 1;
    }
}
