package org.rlvr4j.trainer;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.run.BucketReport;

/** Counts one step's groups by success count and size, so that it can be said later where the update went. */
final class BucketCounts {

    private record Bucket(int successes, int size) {
        static final Comparator<Bucket> ORDER =
                Comparator.comparingInt(Bucket::size).thenComparingInt(Bucket::successes);

        static Bucket of(VerifiedGroup group) {
            return new Bucket(group.successes(), group.size());
        }
    }

    /** What is counted of a bucket. */
    private static final class Counts {
        private int judged;
        private int taken;
        private int trained;
        private double weight;
        private double signal;
    }

    private final SortedMap<Bucket, Counts> counts = new TreeMap<>(Bucket.ORDER);

    private Counts of(VerifiedGroup group) {
        return counts.computeIfAbsent(Bucket.of(group), bucket -> new Counts());
    }

    /** Counts a judged group. */
    void judge(VerifiedGroup group, boolean taken) {
        Counts bucket = of(group);
        bucket.judged++;
        bucket.taken += taken ? 1 : 0;
    }

    /** Adds what a taken group brings into the update; its weights are those after normalisation over the batch. */
    void train(VerifiedGroup group, GateDecision normalised, double[] advantages) {
        Counts bucket = of(group);
        double[] weights = normalised.weights();
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                bucket.trained++;
                bucket.weight += weights[i];
                bucket.signal += Math.abs(weights[i] * advantages[i]);
            }
        }
    }

    List<BucketReport> report() {
        return counts.entrySet().stream()
                .map(entry -> {
                    Counts bucket = entry.getValue();
                    return new BucketReport(
                            entry.getKey().successes,
                            entry.getKey().size,
                            bucket.judged,
                            bucket.taken,
                            bucket.trained,
                            bucket.weight,
                            bucket.signal);
                })
                .toList();
    }
}
