package org.rlvr4j.trainer;

import java.util.List;
import java.util.Map;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.learning.PolicyLearner;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.StepReport;
import org.rlvr4j.api.learning.TrainingBatch;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.api.run.RunRecorder;
import org.rlvr4j.trainer.run.LoopState;

/** One step after the other; knows no algorithm by name. */
public final class TrainingLoop {

    private final Recipe recipe;
    private final PolicyRuntime runtime;
    private final PolicyLearner learner;
    private final DiscountedHistory history;
    private final BatchFiller filler;
    private final RunRecorder recorder;
    private long completed;
    private long start;
    private double learningRateScale = 1;
    private int rollbacks;

    /**
     * Prepares the loop at step 0.
     *
     * @param recipe the strategies
     * @param runtime the policy
     * @param recorder receives every event
     */
    public TrainingLoop(Recipe recipe, PolicyRuntime runtime, RunRecorder recorder) {
        this.recipe = recipe;
        this.runtime = runtime;
        this.learner = runtime.learner();
        this.history = new DiscountedHistory(recipe.training().historyDiscount());
        this.filler = new BatchFiller(recipe, runtime.trainingRollouts(), history, recorder);
        this.recorder = recorder;
    }

    /**
     * Does one step: fills the effective batch, weighs its advantages, updates the policy.
     *
     * @return what the update did
     */
    public StepReport step() {
        long step = completed + 1;
        EffectiveBatch batch = filler.fill(step);
        List<GateDecision> decisions =
                batch.decisions().isEmpty() ? List.of() : recipe.gate().normalise(batch.decisions());
        double[][] advantages =
                batch.groups().isEmpty() ? new double[0][] : recipe.advantage().estimate(batch.groups());
        StepReport update =
                learner.step(TrainingBatch.of(batch.groups(), decisions, advantages, recipe.tokenSampler()));
        completed = step;
        runtime.notices().forEach(line -> recorder.record(new RunEvent.Notice(step, line)));
        recorder.record(new RunEvent.StepCompleted(
                step, recipe.training().steps(), batch.reportTrained(decisions, advantages), update));
        return update;
    }

    /**
     * Returns how many steps are complete.
     *
     * @return steps
     */
    public long completed() {
        return completed;
    }

    /**
     * Returns what the loop itself must remember over an interruption; the policy's state is the runtime's, the guards'
     * memory is whose who watch the loop.
     *
     * @return the state
     */
    public LoopState state() {
        return new LoopState(
                completed, filler.cursor(), history.snapshot(), start, learningRateScale, rollbacks, Map.of());
    }

    /**
     * Goes back to a state.
     *
     * @param state what {@link #state} gave
     */
    public void restore(LoopState state) {
        completed = state.completed();
        filler.restoreCursor(state.cursor());
        history.restore(state.history());
        start = state.start();
        rollbacks = state.rollbacks();
        scaleLearningRate(state.learningRateScale());
    }

    /** Takes account of one more rollback, which lowers the learning rate. */
    void lowerLearningRate(double factor) {
        rollbacks++;
        scaleLearningRate(learningRateScale * factor);
    }

    private void scaleLearningRate(double scale) {
        learningRateScale = scale;
        learner.scaleLearningRate(scale);
    }
}
