package org.rlvr4j.trainer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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
import org.rlvr4j.trainer.run.HeldOutFile;
import org.rlvr4j.trainer.run.LoopState;
import org.rlvr4j.trainer.run.MetricsFile;
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

    private Recipe recipe;
    private final PolicyRuntime runtime;
    private final RunFolder folder;
    private final List<RunRecorder> recorders = new ArrayList<>();
    private BooleanSupplier stopRequested = () -> false;
    private boolean evaluatesBase = true;

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
     * Leaves out the evaluation before the first step, for runs whose base is evaluated elsewhere.
     *
     * @return this
     */
    public TrainingRun withoutBaseEvaluation() {
        evaluatesBase = false;
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
        RecipeChecks.refuse(RecipeChecks.check(recipe));
        recipe = PromptLimit.apply(recipe, runtime);
        RecipeChecks.refuse(RecipeChecks.check(recipe, runtime));
        Checkpoints checkpoints = new Checkpoints(folder.checkpoints(), options.keepCheckpoints());
        List<String> said = new ArrayList<>();
        Optional<LoopState> restored = checkpoints.restoreLatest(runtime, said::add);
        if (restored.isEmpty()) {
            PromptLimit.notice(recipe).ifPresent(said::add);
        }
        long completed = restored.map(LoopState::completed).orElse(0L);
        if (completed > options.steps()) {
            throw new IllegalArgumentException("the run in " + folder.path() + " has " + completed
                    + " steps, more than trainer.steps = " + options.steps());
        }
        try (FileRecorder files = new FileRecorder(folder, completed, options.logRolloutsEvery())) {
            HeldOutFile.write(folder, recipe.evaluationProblems());
            return new Course(checkpoints, files).follow(restored, said);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** One call of {@link #train}, from the restored state to the end. */
    private final class Course {
        private final Checkpoints checkpoints;
        private final FileRecorder files;
        private final CollapseWatch recorder;
        private final TrainingLoop loop;
        private final @Nullable Evaluator evaluator;
        private long saved = -1;

        Course(Checkpoints checkpoints, FileRecorder files) {
            this.checkpoints = checkpoints;
            this.files = files;
            this.recorder = new CollapseWatch(event -> {
                files.record(event);
                recorders.forEach(other -> other.record(event));
            });
            this.loop = new TrainingLoop(recipe, runtime, recorder);
            this.evaluator = recipe.problems().heldOut().isEmpty()
                    ? null
                    : new Evaluator(recipe, runtime.rolloutEngine(), recorder);
        }

        Result follow(Optional<LoopState> restored, List<String> said) throws IOException {
            if (restored.isPresent()) {
                loop.restore(restored.get());
                saved = loop.completed();
                MetricsFile.read(
                        folder.metrics(),
                        event -> recorder.replay(
                                event.path("correct").asInt(),
                                event.path("rollouts").asInt()));
            }
            said.forEach(line -> recorder.record(new RunEvent.Notice(loop.completed(), line)));
            recorder.record(
                    new RunEvent.Started(loop.completed(), recipe.training().steps()));
            evaluateIfDue();
            while (loop.completed() < recipe.training().steps()) {
                if (stopRequested.getAsBoolean()) {
                    save();
                    throw new StoppedException();
                }
                loop.step();
                // an evaluation may be stopped: what it evaluates is saved first
                if (isLast()
                        || isEvaluated()
                        || loop.completed() % recipe.training().checkpointEvery() == 0) {
                    save();
                }
                evaluateIfDue();
            }
            checkpoints.saveFinal(runtime);
            return new Result(
                    loop.completed(), evaluator == null ? null : evaluator.evaluate(loop.completed(), stopRequested));
        }

        private boolean isLast() {
            return loop.completed() == recipe.training().steps();
        }

        /** Whether the policy is evaluated at this step, the last one apart. */
        private boolean isEvaluated() {
            return evaluator != null
                    && recipe.training().isEvaluatedAfter(loop.completed())
                    && (evaluatesBase || loop.completed() > 0);
        }

        private void evaluateIfDue() {
            if (evaluator != null && isEvaluated() && !files.hasEvaluation(loop.completed())) {
                evaluator.evaluate(loop.completed(), stopRequested);
            }
        }

        private void save() throws IOException {
            // a good checkpoint of this very step is never replaced: a kill might leave neither
            if (saved < loop.completed()) {
                files.sync();
                Path checkpoint = checkpoints.save(runtime, loop.state());
                saved = loop.completed();
                recorder.record(new RunEvent.CheckpointSaved(saved, checkpoint));
            }
        }
    }
}
