package org.rlvr4j.cli.ablation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.run.BucketReport;
import org.rlvr4j.bbg.BoundaryUtility;
import org.rlvr4j.cli.ablation.AblationReport.Overtraining;
import org.rlvr4j.cli.ablation.AblationReport.StepShare;

/**
 * Accounts for updates spent on saturated problems (overtraining, arXiv 2606.15455): groups whose own successes leave a
 * share u/(n + 1) of boundary utility below a threshold, whatever the arm's gate thought of them.
 *
 * @param referenceK K of the utility
 * @param threshold the least share that is not saturated
 */
record OvertrainingAccount(int referenceK, double threshold) {

    /** What is summed, over the whole and over the saturated groups. */
    private static final class Sums {
        private double updates;
        private double saturatedUpdates;
        private double weight;
        private double saturatedWeight;

        void add(BucketReport bucket, boolean saturated) {
            updates += bucket.trained();
            weight += bucket.signal();
            if (saturated) {
                saturatedUpdates += bucket.trained();
                saturatedWeight += bucket.signal();
            }
        }

        boolean isEmpty() {
            return updates == 0;
        }

        double updateShare() {
            return saturatedUpdates / updates;
        }

        /** Where no advantage differs from 0, nothing was spent on anything. */
        double weightShare() {
            return weight == 0 ? 0 : saturatedWeight / weight;
        }
    }

    boolean isSaturated(BucketReport bucket) {
        return new BoundaryUtility(referenceK).share(bucket.successes(), bucket.size()) < threshold;
    }

    /** Accounts for the runs of an arm; null where nothing was trained, or the steps were not recorded by bucket. */
    @Nullable
    Overtraining of(Collection<RunData> runs) {
        Sums all = new Sums();
        SortedMap<Long, Sums> steps = new TreeMap<>();
        for (RunData run : runs) {
            for (RunData.StepBuckets step : run.steps()) {
                Sums sums = steps.computeIfAbsent(step.step(), number -> new Sums());
                for (BucketReport bucket : step.buckets()) {
                    boolean saturated = isSaturated(bucket);
                    sums.add(bucket, saturated);
                    all.add(bucket, saturated);
                }
            }
        }
        if (all.isEmpty()) {
            return null;
        }
        List<StepShare> perStep = new ArrayList<>();
        steps.forEach((step, sums) -> {
            if (!sums.isEmpty()) {
                perStep.add(new StepShare(step, sums.updateShare(), sums.weightShare()));
            }
        });
        return new Overtraining(referenceK, threshold, all.updateShare(), all.weightShare(), perStep);
    }
}
