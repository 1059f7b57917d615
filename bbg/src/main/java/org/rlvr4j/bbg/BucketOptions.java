package org.rlvr4j.bbg;

import java.util.HashSet;
import java.util.List;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;
import org.rlvr4j.api.spi.OptionSchema;

/**
 * Options of {@link BucketGate}: a list of counts, or, where that is empty, a fraction.
 *
 * @param active success counts m that are trained on; empty where the fraction decides
 * @param dropFromFraction the m/n from which on a group is dropped; not looked at where {@code active} is not empty
 */
public record BucketOptions(
        @Option(
                value = "Success counts m that are trained on, each at least 0 and once, such as [0, 1, 2, 3, 4, 5]. "
                        + "Empty: drop-from-fraction decides.",
                defaultsTo = "[]")
        List<Integer> active,

        @Option(
                value = "Groups with m/n at or above this are dropped, above 0 and at most 1. "
                        + "Without effect where active is not empty.",
                defaultsTo = "0.75")
        double dropFromFraction) {

    /**
     * Checks and copies.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException if an option is out of range
     */
    public BucketOptions {
        active = List.copyOf(active);
        new OptionChecks()
                .that(active.stream().allMatch(m -> m >= 0), "active", active, "must hold counts of at least 0")
                .that(new HashSet<>(active).size() == active.size(), "active", active, "must hold no count twice")
                .that(
                        dropFromFraction > 0 && dropFromFraction <= 1,
                        "drop-from-fraction",
                        dropFromFraction,
                        "must be above 0 and at most 1")
                .orThrow();
    }

    /**
     * Returns the defaults.
     *
     * @return as the annotations say
     */
    public static BucketOptions defaults() {
        return OptionSchema.of(BucketOptions.class).defaults();
    }
}
