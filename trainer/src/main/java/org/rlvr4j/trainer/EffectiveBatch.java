package org.rlvr4j.trainer;

import java.util.List;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.run.BatchReport;

/**
 * The active groups of one step.
 *
 * @param groups judged groups in the order they were drawn; may be empty
 * @param decisions the gate's decision for each group
 * @param report how the batch was filled; its buckets do not yet say what is trained
 * @param buckets every judged group of the step, counted
 */
record EffectiveBatch(
        List<VerifiedGroup> groups, List<GateDecision> decisions, BatchReport report, BucketCounts buckets) {

    EffectiveBatch {
        groups = List.copyOf(groups);
        decisions = List.copyOf(decisions);
    }

    /**
     * Reports what enters the update, bucket by bucket.
     *
     * @param normalised the decisions after normalisation over the batch
     * @param advantages one for each rollout; shape [groups][n]
     */
    BatchReport reportTrained(List<GateDecision> normalised, double[][] advantages) {
        for (int g = 0; g < groups.size(); g++) {
            buckets.train(groups.get(g), normalised.get(g), advantages[g]);
        }
        return report.withBuckets(buckets.report());
    }
}
