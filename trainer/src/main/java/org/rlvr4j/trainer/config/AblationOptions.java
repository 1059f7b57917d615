package org.rlvr4j.trainer.config;

import java.util.HashSet;
import java.util.List;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * How arms are compared: section {@code ablation} of a recipe, beside its arms.
 *
 * @param seeds the runs' seeds, shared by all arms
 * @param relevant the least difference that matters
 * @param referenceK K of the overtraining account
 * @param threshold share below which the overtraining account calls a group saturated
 */
public record AblationOptions(
        @Option(
                value = "seeds of the runs, the same for every arm; from 1 to 100, none twice",
                defaultsTo = "[101, 102, 103, 104, 105]")
        List<Long> seeds,

        @Option(
                value = "the least difference of Pass@k that matters: where a comparison could have missed this much,"
                        + " it is called underpowered; above 0 and at most 1",
                defaultsTo = "0.02")
        double relevant,

        @Option(
                value = "K of the boundary utility by which the overtraining account judges groups of every arm; from"
                        + " 1 to 1000000",
                defaultsTo = "16")
        int referenceK,

        @Option(
                value = "share u/(n+1) below which the overtraining account calls a group saturated; from 0 to 1",
                defaultsTo = "0.01")
        double threshold) {

    private static final int MOST_SEEDS = 100;
    private static final int GREATEST_K = 1_000_000;

    /**
     * Checks and copies.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException if an option is out of range
     */
    public AblationOptions {
        seeds = List.copyOf(seeds);
        new OptionChecks()
                .that(
                        !seeds.isEmpty() && seeds.size() <= MOST_SEEDS,
                        "seeds",
                        seeds,
                        "must name between 1 and " + MOST_SEEDS + " seeds")
                .that(new HashSet<>(seeds).size() == seeds.size(), "seeds", seeds, "must name no seed twice")
                .that(seeds.stream().allMatch(seed -> seed >= 0), "seeds", seeds, "must be at least 0")
                .that(relevant > 0 && relevant <= 1, "relevant", relevant, "must be above 0 and at most 1")
                .that(
                        referenceK >= 1 && referenceK <= GREATEST_K,
                        "reference-k",
                        referenceK,
                        "must be between 1 and " + GREATEST_K)
                .that(threshold >= 0 && threshold <= 1, "threshold", threshold, "must be between 0 and 1")
                .orThrow();
    }
}
