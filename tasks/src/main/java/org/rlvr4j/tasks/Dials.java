package org.rlvr4j.tasks;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.rlvr4j.api.spi.OptionChecks;

/** Dials: options that list values, of which one is drawn each time. */
public final class Dials {

    private Dials() {}

    /**
     * Checks a dial of numbers.
     *
     * @param checks receives the mistakes
     * @param option the option's name
     * @param values what was given
     * @param least smallest value
     * @param most largest value
     */
    public static void check(OptionChecks checks, String option, List<Integer> values, int least, int most) {
        check(checks, option, values);
        checks.that(
                values.stream().allMatch(value -> value >= least && value <= most),
                option,
                values,
                "must be values between " + least + " and " + most);
    }

    /**
     * Checks that a dial has a value and none twice.
     *
     * @param checks receives the mistakes
     * @param option the option's name
     * @param values what was given
     */
    public static void check(OptionChecks checks, String option, List<?> values) {
        checks.that(!values.isEmpty(), option, values, "must have at least one value")
                .that(
                        values.stream().distinct().count() == values.size(),
                        option,
                        values,
                        "must not have a value twice");
    }

    /**
     * Draws one value, each as likely.
     *
     * @param <T> type of the values
     * @param values at least one
     * @param random the only source of randomness
     * @return one of them
     */
    public static <T> T draw(List<T> values, RandomGenerator random) {
        return values.get(random.nextInt(values.size()));
    }

    /**
     * Writes a dial for a description.
     *
     * @param values at least one
     * @return such as {@code "2 or 3"}
     */
    public static String text(List<Integer> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(" or "));
    }
}
