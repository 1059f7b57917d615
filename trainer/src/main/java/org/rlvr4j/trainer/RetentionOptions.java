package org.rlvr4j.trainer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Which checkpoints are kept beside the latest ({@code trainer.keep-checkpoints}): section {@code checkpoints} of a recipe.
 *
 * @param keepEvery checkpoints at multiples of this are kept
 * @param keepBest the measure by which the best checkpoint is kept
 */
public record RetentionOptions(
        @Option(
                value = "checkpoints at multiples of so many steps are kept for ever; 0 keeps none beside the others",
                defaultsTo = "0")
        int keepEvery,

        @Option(
                value =
                        "the checkpoint with the best value of this measure in the evaluations during training is kept, such as"
                                + " pass@8 or maj@64, the first of equal ones; empty keeps none beside the others",
                defaultsTo = "")
        String keepBest) {

    private static final Pattern MEASURE = Pattern.compile("([a-z-]+)([@^])([1-9]\\d{0,8})");

    /**
     * Checks.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException naming every option that is out of range
     */
    public RetentionOptions {
        new OptionChecks()
                .that(keepEvery >= 0, "keep-every", keepEvery, "must be at least 0")
                .that(
                        keepBest.isEmpty() || MEASURE.matcher(keepBest).matches(),
                        "keep-best",
                        keepBest,
                        "must be a metric with its k, such as pass@8, or empty")
                .orThrow();
    }

    /**
     * Returns the metric of the measure as evaluations name it.
     *
     * @return such as {@code pass@k}; empty where no best is kept
     */
    public String bestMetric() {
        Matcher measure = MEASURE.matcher(keepBest);
        return measure.matches() ? measure.group(1) + measure.group(2) + "k" : "";
    }

    /**
     * Returns the k of the measure.
     *
     * @return at least 1; 0 where no best is kept
     */
    public int bestK() {
        Matcher measure = MEASURE.matcher(keepBest);
        return measure.matches() ? Integer.parseInt(measure.group(3)) : 0;
    }
}
