package org.rlvr4j.trainer;

import java.util.List;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * How a policy is evaluated on held-out problems: section {@code evaluation} of a recipe.
 *
 * @param samples samples of each problem
 * @param problems held-out problems used
 * @param metrics ids of the metrics
 * @param level level of the intervals
 * @param seed seed of the samples
 */
public record EvaluationOptions(
        @Option(value = "samples of each held-out problem; the curves go to this k; at least 1", defaultsTo = "256")
        int samples,

        @Option(value = "the first so many held-out problems are used; 0 uses all", defaultsTo = "0")
        int problems,

        @Option(value = "ids of the metrics, the first of which is shown while training", defaultsTo = "[pass-at-k]")
        List<String> metrics,

        @Option(value = "level of the intervals; between 0 and 1", defaultsTo = "0.95")
        double level,

        @Option(
                value = "seed of the samples and of the bootstrap, apart from the run's so that runs can be compared"
                        + " on the same draws",
                defaultsTo = "0")
        long seed) {

    /** Checks ranges and copies. */
    public EvaluationOptions {
        metrics = List.copyOf(metrics);
        new OptionChecks()
                .that(samples >= 1, "samples", samples, "must be at least 1")
                .that(problems >= 0, "problems", problems, "must be at least 0")
                .that(!metrics.isEmpty(), "metrics", metrics, "must name at least one metric")
                .that(
                        metrics.stream().distinct().count() == metrics.size(),
                        "metrics",
                        metrics,
                        "must name no metric twice")
                .that(level > 0 && level < 1, "level", level, "must be between 0 and 1")
                .orThrow();
    }
}
