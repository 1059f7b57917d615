package org.rlvr4j.cli.ablation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What an ablation found: the content of {@code ablation.json}, whose keys are the components' names. What could not be
 * computed is left out. docs/ablations.md explains every key.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AblationReport(
        int schemaVersion,
        String recipe,
        String metric,
        int samples,
        double level,
        double relevant,
        List<Long> seeds,
        List<Integer> k,
        List<String> notes,
        @Nullable Base base,
        List<Arm> arms,
        List<Comparison> comparisons) {

    /** The version of the schema. */
    static final int SCHEMA_VERSION = 1;

    /** A value for each k with its interval. */
    record Band(List<Double> value, List<Double> low, List<Double> high) {}

    /** A value with its interval. */
    record Estimate(double value, double low, double high) {}

    /** The policy before training. */
    record Base(String name, int problems, Band curve, Estimate meanOverK) {}

    /** One arm; without completed runs it has no more than their list. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Arm(
            String name,
            SortedMap<String, String> overrides,
            List<Run> runs,
            @Nullable Band curve,
            @Nullable Estimate meanOverK,
            @Nullable List<TrajectoryPoint> trajectory,
            @Nullable Overtraining overtraining,
            @Nullable Transitions transitions,
            @Nullable Boundary boundary,
            @Nullable List<Coverage> coverageByDifficulty) {}

    /** One run of an arm; the last five are what guards did. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Run(
            long seed,
            String folder,
            String status,
            @Nullable String message,
            @Nullable String guard,
            @Nullable Long step,
            @Nullable List<String> warnings,
            @Nullable Integer rollbacks,
            @Nullable Double learningRateScale) {}

    /** The curve after a step. */
    record TrajectoryPoint(long step, List<Double> value, List<Double> low, List<Double> high) {}

    /** What share of the training went to saturated problems. */
    record Overtraining(int referenceK, double threshold, double updates, double weight, List<StepShare> perStep) {}

    /** The shares of one step, over all seeds. */
    record StepShare(long step, double updates, double weight) {}

    /** Where each problem's success count moved, from base to the last step. */
    record Transitions(long step, List<String> buckets, List<List<Double>> counts, List<StepCounts> overTraining) {}

    /** The transitions from base to one step. */
    record StepCounts(long step, List<List<Double>> counts) {}

    /** Problems that the arm solves and the base did not, and the reverse. */
    record Boundary(List<BoundaryStep> perEvaluation, List<BoundaryProblem> entries, List<BoundaryProblem> losses) {}

    /** Entries and losses at one evaluation, means over seeds. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BoundaryStep(
            long step,
            double entries,
            double losses,
            @Nullable Double persistentEntries,
            @Nullable Double persistentLosses) {}

    /** A problem that is an entry or a loss after the last step. */
    record BoundaryProblem(String problem, int seeds, int successes, double noise, int persistent) {}

    /** How many of the problems of one base difficulty are solved. */
    record Coverage(String difficulty, int problems, double base, double value) {}

    /** The difference of two, a minus b, at one k or in the mean over k. */
    record Comparison(
            String a,
            String b,
            Object k,
            double difference,
            double low,
            double high,
            double p,
            double pAdjusted,
            String verdict,
            double detectable) {}
}
