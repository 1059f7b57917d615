package org.rlvr4j.trainer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.gate.UpdateGate;
import org.rlvr4j.api.learning.NonFiniteException;
import org.rlvr4j.api.run.RunRecorder;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.samplers.problem.ThompsonOptions;
import org.rlvr4j.samplers.problem.ThompsonSampler;
import org.rlvr4j.trainer.run.RunFolder;

/**
 * A small run in which all that must survive a kill decides what comes next: the problems' posterior, the history in the gate,
 * refills, the cursor, the optimiser's moments, the schedule, evaluations, and a rollback with its lower learning rate.
 */
final class ResumableTask {

    static final int STEPS = 9;

    /** Weighs groups by what the history says, so that a history that is not restored shows. */
    static final UpdateGate BY_HISTORY = new UpdateGate() {
        @Override
        public GateDecision decide(VerifiedGroup group, SuccessHistory history) {
            double trials = history.of(group.problem().id()).trials();
            return trials > 9
                    ? GateDecision.drop(group.size(), "often seen")
                    : GateDecision.keep(group.size(), 1 / (1 + trials), "seen " + trials);
        }

        @Override
        public List<GateDecision> normalise(List<GateDecision> active) {
            return active.stream().map(decision -> decision.scaled(0.5)).toList();
        }
    };

    private ResumableTask() {}

    /** Guards that go back twice at most, each time to half of the learning rate. */
    static GuardOptions goingBack(int window) {
        GuardOptions usual = OptionSchema.of(GuardOptions.class).defaults();
        return new GuardOptions(
                GuardOptions.Action.ROLLBACK_AND_LOWER_LR,
                window,
                usual.nonFinite(),
                GuardOptions.Choice.OFF,
                usual.successFloor(),
                GuardOptions.Choice.OFF,
                usual.validFloor(),
                usual.entropy(),
                usual.entropyFloor(),
                usual.kl(),
                usual.klCeiling(),
                usual.behaviourKlCeiling(),
                usual.gradient(),
                usual.gradientSpike(),
                usual.length(),
                usual.lengthCeiling(),
                usual.failures(),
                usual.failuresCeiling(),
                0.5,
                2);
    }

    static Recipe recipe(TablePolicy policy, Verifier verifier) {
        return TestRecipes.recipe(TestRecipes.training(STEPS, 3, 3, TrainingOptions.Count.INFORMATIVE, 4, 2))
                .problems(TestRecipes.problems(12, 3), new ThompsonSampler(TestRecipes.defaults(ThompsonOptions.class)))
                .verifier(verifier)
                .gate(BY_HISTORY)
                .guards(goingBack(2))
                .retention(new RetentionOptions(4, "pass@1"))
                .advantage(groups -> {
                    // training "diverges" at steps 6 and 8 as long as the learning rate is what it was there
                    long step = policy.learner().version() + 1;
                    if ((step == 6 && policy.scale() == 1) || (step == 8 && policy.scale() > 0.3)) {
                        throw new NonFiniteException("the loss is NaN at step " + step);
                    }
                    return TestRecipes.CENTRED.estimate(groups);
                })
                .build();
    }

    /** One process's life: a new policy each time. Returns its weights. */
    static double[] run(Path path, RunRecorder recorder, Verifier verifier) throws IOException {
        AtomicReference<double[]> weights = new AtomicReference<>();
        boolean begun = Files.exists(path.resolve("metrics.jsonl"));
        try (TablePolicy policy = new TablePolicy(9);
                RunFolder folder =
                        RunFolder.open(path, begun ? RunFolder.Existing.RESUME : RunFolder.Existing.REFUSE)) {
            new TrainingRun(recipe(policy, verifier), policy, folder)
                    .recordTo(recorder)
                    .train();
            weights.set(policy.weights());
        }
        return weights.get();
    }
}
