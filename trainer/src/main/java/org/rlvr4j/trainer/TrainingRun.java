package org.rlvr4j.trainer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.learning.NonFiniteException;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.api.run.RunRecorder;
import org.rlvr4j.trainer.run.Checkpoints;
import org.rlvr4j.trainer.run.FileRecorder;
import org.rlvr4j.trainer.run.RunFolder;

/**
 * One run in its folder: goes on from the latest good checkpoint, trains, evaluates, and leaves the final policy.
 *
 * <pre>{@code
 * try (PolicyRuntime runtime = new DjlRuntimeProvider().open(options, spec);
 *         RunFolder folder = RunFolder.open(Path.of("runs/mine"), RunFolder.Existing.REFUSE)) {
 *     TrainingRun.Result result = new TrainingRun(recipe, runtime, folder).train();
 *     System.out.println(result.evaluation().curves());
 * }
 * }</pre>
 */
public final class TrainingRun {

    private final Recipe recipe;
    private final PolicyRuntime runtime;
    private final RunFolder folder;
    private final List<RunRecorder> recorders = new ArrayList<>();
    private BooleanSupplier stopRequested = () -> false;

    /**
     * What a finished run gave.
     *
     * @param steps completed steps
     * @param evaluation the final evaluation; null where the problem source holds nothing out
     */
    public record Result(long steps, RunEvent.@Nullable Evaluated evaluation) {}

    /**
     * Prepares a run.
     *
     * @param recipe the strategies
     * @param runtime the policy, as its base; the caller closes it
     * @param folder where the run is kept; the caller closes it
     */
    public TrainingRun(Recipe recipe, PolicyRuntime runtime, RunFolder folder) {
        this.recipe = recipe;
        this.runtime = runtime;
        this.folder = folder;
    }

    /**
     * Adds a recorder beside the run's files.
     *
     * @param recorder receives every event
     * @return this
     */
    public TrainingRun recordTo(RunRecorder recorder) {
        recorders.add(recorder);
        return this;
    }

    /**
     * Sets how the run learns that it should stop.
     *
     * @param requested asked after every step and between the parts of an evaluation
     * @return this
     */
    public TrainingRun stopWhen(BooleanSupplier requested) {
        stopRequested = requested;
        return this;
    }

    /**
     * Trains to the end.
     *
     * @return what came of it
     * @throws StoppedException if a stop was requested; a checkpoint of the last step is in the folder
     * @throws NonFiniteException if training met NaN or infinity; the last good checkpoint is in the folder
     * @throws IllegalArgumentException if the recipe's parts cannot work together
     * @throws IOException if the folder cannot be written or its checkpoints cannot be used
     */
    public Result train() throws IOException {
        TrainingOptions options = recipe.training();
        RecipeChecks.refuse(RecipeChecks.check(recipe, runtime));
        Checkpoints checkpoints = new Checkpoints(folder.checkpoints(), options.keepCheckpoints());
        List<String> said = new ArrayList<>();
        Optional<LoopState> restored = checkpoints.restoreLatest(runtime, said::add);
        long completed = restored.map(LoopState::completed).orElse(0L);
        try (FileRecorder files = new FileRecorder(folder, completed, options.logRolloutsEvery())) {
            RunRecorder everyone = event -> {
                files.record(event);
                recorders.forEach(recorder -> recorder.record(event));
            };
            RunRecorder recorder = new CollapseWatch(everyone);
            said.forEach(line -> recorder.record(new RunEvent.Notice(completed, line)));
            TrainingLoop loop = new TrainingLoop(recipe, runtime, recorder);
            restored.ifPresent(loop::restore);
            recorder.record(new RunEvent.Started(completed, options.steps()));
            Evaluator evaluator = new Evaluator(recipe, runtime.rolloutEngine(), recorder);
            boolean evaluates = !recipe.problems().heldOut().isEmpty();
            if (evaluates && completed == 0 && options.evaluateEvery() > 0) {
                evaluator.evaluate(0, stopRequested);
            }
            steps(loop, checkpoints, evaluates ? evaluator : null, recorder);
            checkpoints.saveFinal(runtime);
            return new Result(loop.completed(), evaluates ? evaluator.evaluate(loop.completed(), stopRequested) : null);
        }
    }

    private void steps(TrainingLoop loop, Checkpoints checkpoints, @Nullable Evaluator evaluator, RunRecorder recorder)
            throws IOException {
        TrainingOptions options = recipe.training();
        while (loop.completed() < options.steps()) {
            if (stopRequested.getAsBoolean()) {
                save(loop, checkpoints, recorder);
                throw new StoppedException();
            }
            loop.step();
            boolean last = loop.completed() == options.steps();
            boolean evaluate = evaluator != null
                    && !last
                    && options.evaluateEvery() > 0
                    && loop.completed() % options.evaluateEvery() == 0;
            // an evaluation may be stopped: what it evaluates is saved first
            if (last || evaluate || loop.completed() % options.checkpointEvery() == 0) {
                save(loop, checkpoints, recorder);
            }
            if (evaluate && evaluator != null) {
                evaluator.evaluate(loop.completed(), stopRequested);
            }
        }
    }

    private void save(TrainingLoop loop, Checkpoints checkpoints, RunRecorder recorder) throws IOException {
        recorder.record(new RunEvent.CheckpointSaved(loop.completed(), checkpoints.save(runtime, loop.state())));
    }
}
