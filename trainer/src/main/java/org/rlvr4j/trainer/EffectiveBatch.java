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
 * @param report how the batch was filled
 */
record EffectiveBatch(List<VerifiedGroup> groups, List<GateDecision> decisions, BatchReport report) {

    EffectiveBatch {
        groups = List.copyOf(groups);
        decisions = List.copyOf(decisions);
    }
}
