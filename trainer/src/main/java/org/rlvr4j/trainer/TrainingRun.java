package org.rlvr4j.trainer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
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
import org.rlvr4j.trainer.run.Rollbacks;
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
     * @throws GuardException if a guard of the recipe stops training, such as that against NaN and infinity; the last
     *     checkpoint is in the folder
     * @throws IllegalArgumentException if the recipe's parts cannot work together
     * @throws IOException if the folder cannot be written or its checkpoints cannot be used
     */
    public Result train() throws IOException {
        RecipeChecks.refuse(RecipeChecks.check(recipe));
        recipe = PromptLimit.apply(recipe, runtime);
        RecipeChecks.refuse(RecipeChecks.check(recipe, runtime));
        try {
            return new Course().follow();
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** One call of {@link #train}, from the restored state to the end. */
    private final class Course {
        private final TrainingOptions options = recipe.training();
        private final Checkpoints checkpoints;
        private final Rollbacks rollbacks;
        private final Guards guards;
        private final TrainingLoop loop;
        private final @Nullable Evaluator evaluator;
        private @Nullable FileRecorder files;
        private long saved = -1;

        Course() throws IOException {
            RetentionOptions retention = recipe.retention();
            this.checkpoints = new Checkpoints(
                    folder.checkpoints(),
                    new RunRetention(recipe, () -> files().measured(retention.bestMetric(), retention.bestK())));
            this.rollbacks = Rollbacks.read(folder);
            this.guards = new Guards(recipe.guards(), this::tell);
            this.loop = new TrainingLoop(recipe, runtime, guards);
            this.evaluator = recipe.problems().heldOut().isEmpty()
                    ? null
                    : new Evaluator(recipe, runtime.rolloutEngine(), guards);
        }

        private FileRecorder files() {
            return Objects.requireNonNull(files, "the run's files are not open yet");
        }

        private void tell(RunEvent event) {
            files().record(event);
            recorders.forEach(other -> other.record(event));
        }

        Result follow() throws IOException {
            List<String> said = new ArrayList<>();
            Optional<LoopState> restored = restore(said);
            if (loop.completed() > options.steps()) {
                throw new IllegalArgumentException("the run in " + folder.path() + " has " + loop.completed()
                        + " steps, more than trainer.steps = " + options.steps());
            }
            if (restored.isEmpty()) {
                PromptLimit.notice(recipe).ifPresent(said::add);
            }
            // killed on its way back, the run has still to put away what it gave up
            Optional<Path> archive = rollbacks.due(loop.state()).map(due -> archive());
            int every = options.logRolloutsEvery();
            boolean elsewhere = every > 0
                    && runtime.logRollouts(folder.rollouts().toAbsolutePath().normalize(), every);
            try (FileRecorder opened = new FileRecorder(folder, loop.state(), every, elsewhere, archive)) {
                files = opened;
                said.addAll(opened.losses());
                HeldOutFile.write(folder, recipe.evaluationProblems());
                begin(said);
                return toTheEnd();
            }
        }

        /** Goes back to the latest good checkpoint, if there is any. */
        private Optional<LoopState> restore(List<String> said) throws IOException {
            Optional<LoopState> restored = checkpoints.restoreLatest(runtime, said::add);
            restored.ifPresent(state -> {
                loop.restore(state);
                guards.restore(state.guards());
                saved = state.completed();
            });
            return restored;
        }

        private void begin(List<String> said) throws IOException {
            said.forEach(line -> tell(new RunEvent.Notice(loop.completed(), line)));
            accountForRollbacks();
            tell(new RunEvent.Started(loop.completed(), options.steps()));
            if (recipe.guards().goesBack()) {
                // what a rollback from the first steps goes back to
                save();
            }
        }

        private Result toTheEnd() throws IOException {
            evaluateIfDue();
            actOn(guards.take());
            while (true) {
                while (loop.completed() < options.steps()) {
                    if (stopRequested.getAsBoolean()) {
                        save();
                        throw new StoppedException();
                    }
                    step();
                }
                checkpoints.saveFinal(runtime);
                if (evaluator == null) {
                    return new Result(loop.completed(), null);
                }
                RunEvent.Evaluated evaluation = evaluator.evaluate(loop.completed(), stopRequested);
                compareEvaluations();
                Optional<Guards.Trip> trip = guards.take();
                if (trip.isEmpty()) {
                    return new Result(loop.completed(), evaluation);
                }
                actOn(trip);
            }
        }

        private void step() throws IOException {
            try {
                loop.step();
            } catch (NonFiniteException e) {
                guards.notFinite(loop.completed() + 1, e);
            }
            Optional<Guards.Trip> trip = guards.take();
            if (trip.isPresent()) {
                actOn(trip);
                return;
            }
            accountForRollbacks();
            // an evaluation may be stopped: what it evaluates is saved first
            if (RunRetention.isScheduled(loop.completed(), options)) {
                save();
            }
            evaluateIfDue();
            actOn(guards.take());
        }

        /** Whether the policy is evaluated at this step, the last one apart. */
        private boolean isEvaluated() {
            return evaluator != null
                    && options.isEvaluatedAfter(loop.completed())
                    && (evaluatesBase || loop.completed() > 0);
        }

        private void evaluateIfDue() {
            if (evaluator != null && isEvaluated()) {
                if (!files().hasEvaluation(loop.completed())) {
                    evaluator.evaluate(loop.completed(), stopRequested);
                }
                // also after an interruption between the evaluation and what a guard makes of it
                compareEvaluations();
            }
        }

        private void compareEvaluations() {
            NavigableMap<Long, Double> passAtOne = files().measured("pass@k", 1);
            OptionalDouble first = passAtOne.isEmpty()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(passAtOne.firstEntry().getValue());
            Double now = passAtOne.get(loop.completed());
            guards.evaluated(
                    loop.completed(),
                    now == null ? OptionalDouble.empty() : OptionalDouble.of(now),
                    first,
                    (long) recipe.evaluation().samples()
                            * recipe.evaluationProblems().size());
        }

        private void save() throws IOException {
            // a good checkpoint of this very step is never replaced: a kill might leave neither
            if (saved < loop.completed()) {
                files().sync();
                Path checkpoint = checkpoints.save(runtime, loop.state().withGuards(guards.memory()));
                saved = loop.completed();
                tell(new RunEvent.CheckpointSaved(saved, checkpoint));
            }
        }

        /** Stops or goes back, where a guard wants it. */
        private void actOn(Optional<Guards.Trip> tripped) throws IOException {
            if (tripped.isEmpty()) {
                return;
            }
            Guards.Trip trip = tripped.get();
            files().sync();
            if (trip.action() == GuardOptions.Action.STOP) {
                throw new GuardException(trip.guard(), trip.step(), trip.message());
            }
            int allowed = recipe.guards().maxRollbacks();
            if (rollbacks.count() >= allowed) {
                throw new GuardException(
                        trip.guard(),
                        trip.step(),
                        trip.message() + "; the run has gone back " + allowed
                                + " time(s) already, which is guards.max-rollbacks");
            }
            goBack(trip);
        }

        private void goBack(Guards.Trip trip) throws IOException {
            long target = target(trip);
            // first what is given up, then the rollback: killed in between, the run meets the guard again
            checkpoints.deleteAfter(target);
            rollbacks.add(new Rollbacks.Rollback(
                    target, trip.step(), trip.guard(), recipe.guards().learningRateFactor(), trip.message()));
            List<String> said = new ArrayList<>();
            saved = -1;
            if (restore(said).isEmpty()) {
                throw new IOException(folder.checkpoints() + " has no checkpoint to go back to");
            }
            files().goBack(loop.state(), archive());
            said.forEach(line -> tell(new RunEvent.Notice(loop.completed(), line)));
            accountForRollbacks();
            tell(new RunEvent.Started(loop.completed(), options.steps()));
        }

        private Path archive() {
            return folder.rolledBack().resolve("metrics-" + rollbacks.count() + ".jsonl");
        }

        /**
         * The step to go back to: the latest at which the recipe writes a checkpoint that is long enough before the trip for
         * the policy to have been good, or else the oldest there is. It does not depend on what stops wrote in between.
         */
        private long target(Guards.Trip trip) throws IOException {
            NavigableSet<Long> scheduled = new TreeSet<>();
            for (long step : checkpoints.steps()) {
                if (step < trip.step() && (RunRetention.isScheduled(step, options) || scheduled.isEmpty())) {
                    scheduled.add(step);
                }
            }
            if (scheduled.isEmpty()) {
                throw new GuardException(
                        trip.guard(), trip.step(), trip.message() + "; there is no checkpoint to go back to");
            }
            Long before = scheduled.floor(trip.step() - trip.lookback());
            return before == null ? scheduled.first() : before;
        }

        /** Lowers the learning rate where rollbacks led to this step, or an earlier one, and says so. */
        private void accountForRollbacks() {
            for (Optional<Rollbacks.Rollback> due = rollbacks.due(loop.state());
                    due.isPresent();
                    due = rollbacks.due(loop.state())) {
                Rollbacks.Rollback rollback = due.get();
                loop.lowerLearningRate(rollback.factor());
                LoopState state = loop.state();
                tell(new RunEvent.RolledBack(
                        loop.completed(),
                        state.rollbacks(),
                        rollback.from(),
                        rollback.guard(),
                        state.learningRateScale(),
                        "went back from step " + rollback.from() + " to step " + rollback.step()
                                + ", and on with " + state.learningRateScale() + " of the learning rate: "
                                + rollback.message()));
            }
        }
    }
}
