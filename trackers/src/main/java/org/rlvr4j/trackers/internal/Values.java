package org.rlvr4j.trackers.internal;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.api.learning.StepReport;
import org.rlvr4j.api.run.BatchReport;
import org.rlvr4j.api.run.RunEvent;

/**
 * Finite numbers of one step.
 *
 * @param step the step
 * @param millis when, since 1970
 * @param byName nothing where the run went back to before this step; else such as {@code train/loss} and {@code evaluation/pass_at_16}
 */
record Values(long step, long millis, Map<String, Double> byName) {

    static final String TRAIN = "train/";
    static final String EVALUATION = "evaluation/";

    /** The run went back: this step and later ones come once more. */
    static Values restart(long step, long millis) {
        return new Values(step, millis, Map.of());
    }

    boolean isRestart() {
        return byName.isEmpty();
    }

    static Values of(RunEvent.StepCompleted event, long millis) {
        Map<String, Double> values = new LinkedHashMap<>();
        BatchReport batch = event.batch();
        StepReport update = event.update();
        put(values, TRAIN + "success_rate", batch.successRate());
        put(values, TRAIN + "rollouts", batch.rollouts());
        put(values, TRAIN + "unparseable", batch.unparseable());
        put(values, TRAIN + "failures", batch.failures());
        put(values, TRAIN + "waves", batch.waves());
        put(values, TRAIN + "judged_groups", batch.judged());
        put(values, TRAIN + "active_groups", batch.active());
        put(values, TRAIN + "response_tokens", batch.meanResponseTokens());
        put(values, TRAIN + "generate_seconds", batch.generateSeconds());
        put(values, TRAIN + "verify_seconds", batch.verifySeconds());
        put(values, TRAIN + "update_seconds", update.seconds());
        put(values, TRAIN + "loss", update.loss());
        put(values, TRAIN + "gradient_norm", update.gradientNorm());
        put(values, TRAIN + "kl", update.kl());
        put(values, TRAIN + "entropy", update.entropy());
        put(values, TRAIN + "clip_share", update.clipShare());
        put(values, TRAIN + "mean_ratio", update.meanRatio());
        put(values, TRAIN + "importance_mean", update.importance().meanWeight());
        put(values, TRAIN + "importance_max", update.importance().maxWeight());
        put(values, TRAIN + "importance_truncated_share", update.importance().truncatedShare());
        put(values, TRAIN + "behaviour_kl", update.importance().behaviourKl());
        put(values, TRAIN + "effective_sample_share", update.importance().effectiveSampleShare());
        put(values, TRAIN + "learning_rate", update.learningRate());
        put(values, TRAIN + "tokens", (double) update.tokens());
        return new Values(event.step(), millis, values);
    }

    static Values of(RunEvent.Evaluated event, long millis) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (Curve curve : event.curves()) {
            for (Curve.Point point : curve.points()) {
                put(values, EVALUATION + name(curve.metric(), point.k()), point.value());
            }
            put(values, EVALUATION + name(curve.metric(), "mean"), curve.meanOverK());
        }
        return new Values(event.step(), millis, values);
    }

    /** A name that both TensorBoard and MLflow take: letters, digits, underscores. */
    private static String name(String metric, Object k) {
        String named = metric.contains("@k") ? metric.replace("@k", "_at_" + k) : metric + "_at_" + k;
        return named.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    }

    private static void put(Map<String, Double> values, String name, double value) {
        if (Double.isFinite(value)) {
            values.put(name, value);
        }
    }
}
