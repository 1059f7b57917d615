package org.rlvr4j.trainer;

import org.rlvr4j.api.learning.StepReport;
import org.rlvr4j.api.run.BatchReport;

/**
 * What guards see of a step.
 *
 * @param batch how the batch was filled
 * @param update what the update did
 * @param valid judged rollouts that ended by a stop token and from which an answer could be read
 */
record StepMeasures(BatchReport batch, StepReport update, int valid) {}
