package org.rlvr4j.api.run;

import java.nio.file.Path;
import java.util.List;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.learning.StepReport;

/** Something that happened in a run. Steps count from 1; step 0 is the base. */
public sealed interface RunEvent {

    /**
     * Returns the step during or after which it happened.
     *
     * @return steps completed or under way
     */
    long step();

    /**
     * Training starts or goes on.
     *
     * @param step the last completed step
     * @param steps the step at which training ends
     */
    record Started(@Override long step, long steps) implements RunEvent {}

    /**
     * A group was judged and the gate decided.
     *
     * @param step the step under way
     * @param group the judged group
     * @param decision the gate's decision, before normalisation over the batch
     * @param taken whether it entered the effective batch; an active group does not when the batch is already full
     */
    record GroupDecided(@Override long step, VerifiedGroup group, GateDecision decision, boolean taken)
            implements RunEvent {}

    /**
     * A step is complete.
     *
     * @param step the completed step
     * @param steps the step at which training ends
     * @param batch how the batch was filled
     * @param update what the update did
     */
    record StepCompleted(@Override long step, long steps, BatchReport batch, StepReport update) implements RunEvent {}

    /**
     * Part of an evaluation is done.
     *
     * @param step the policy's step
     * @param done samples drawn and judged
     * @param total samples of the whole evaluation
     */
    record EvaluationProgress(@Override long step, long done, long total) implements RunEvent {}

    /**
     * An evaluation is complete.
     *
     * @param step the policy's step
     * @param samples samples a problem
     * @param curves one for each metric
     * @param outcomes one for each held-out problem
     */
    record Evaluated(@Override long step, int samples, List<Curve> curves, List<ProblemOutcome> outcomes)
            implements RunEvent {
        /** Copies. */
        public Evaluated {
            curves = List.copyOf(curves);
            outcomes = List.copyOf(outcomes);
        }
    }

    /**
     * A checkpoint was written.
     *
     * @param step the step it holds
     * @param folder where it is
     */
    record CheckpointSaved(@Override long step, Path folder) implements RunEvent {}

    /**
     * Something a person should know.
     *
     * @param step the step under way
     * @param message one line
     */
    record Notice(@Override long step, String message) implements RunEvent {}

    /**
     * A guard saw that training goes wrong.
     *
     * @param step the step after which, or in which, it saw that
     * @param guard the guard's key in the recipe's section {@code guards}, such as {@code success}
     * @param action what is done about it: {@code stop}, {@code rollback-and-lower-lr} or {@code warn}
     * @param message one line: what was measured, what is allowed, what helps
     */
    record GuardTripped(@Override long step, String guard, String action, String message) implements RunEvent {}

    /**
     * Training went back to an earlier step and goes on with a lower learning rate; all that was recorded of later steps
     * is void.
     *
     * @param step the step from which it goes on
     * @param number how many times the run has gone back, this one included
     * @param from the step after which, or in which, the guard tripped
     * @param guard the guard's key
     * @param learningRateScale what the schedule's learning rate is multiplied by from now on
     * @param message one line
     */
    record RolledBack(
            @Override long step, int number, long from, String guard, double learningRateScale, String message)
            implements RunEvent {}
}
