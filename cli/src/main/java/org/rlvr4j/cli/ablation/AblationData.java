package org.rlvr4j.cli.ablation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.trainer.config.AblationOptions;

/**
 * Everything that an ablation's report is made from.
 *
 * @param recipe the recipe file, as it was given
 * @param samples samples of each problem in every evaluation
 * @param level level of the intervals
 * @param options how arms are compared
 * @param seeds the seeds of every arm
 * @param base the outcomes before training; null where its run failed or is missing
 * @param arms the arms in their order
 */
public record AblationData(
        String recipe,
        int samples,
        double level,
        AblationOptions options,
        List<Long> seeds,
        @Nullable List<ProblemOutcome> base,
        List<ArmData> arms) {

    /** Copies. */
    public AblationData {
        seeds = List.copyOf(seeds);
        arms = List.copyOf(arms);
    }
}
