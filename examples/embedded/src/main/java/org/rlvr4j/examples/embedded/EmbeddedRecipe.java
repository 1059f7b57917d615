package org.rlvr4j.examples.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.gate.UpdateGate;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.estimators.advantage.Grpo;
import org.rlvr4j.estimators.advantage.NormalisationOptions;
import org.rlvr4j.estimators.bootstrap.BootstrapOptions;
import org.rlvr4j.estimators.passatk.PassAtK;
import org.rlvr4j.runtime.gpu.DjlOptions;
import org.rlvr4j.runtime.gpu.DjlRuntimeProvider;
import org.rlvr4j.samplers.problem.EpochShuffleSampler;
import org.rlvr4j.trainer.EvaluationOptions;
import org.rlvr4j.trainer.Recipe;
import org.rlvr4j.trainer.TrainingOptions;
import org.rlvr4j.trainer.TrainingRun;
import org.rlvr4j.trainer.run.RunFolder;
import org.rlvr4j.verifiers.math.countdown.CountdownOptions;
import org.rlvr4j.verifiers.math.countdown.CountdownSource;
import org.rlvr4j.verifiers.math.countdown.CountdownVerifier;
import org.rlvr4j.verifiers.math.countdown.CountdownVerifierOptions;

/** Trains a Countdown policy under a gate of its own and prints Pass@k: arguments RUN-FOLDER, STEPS, SAMPLES, MODEL. */
public final class EmbeddedRecipe {

    private EmbeddedRecipe() {}

    /**
     * Trains.
     *
     * @param args the run folder, and optionally steps, evaluation samples a problem, and a model folder
     * @throws IOException if the model cannot be read or the run folder not be written
     */
    public static void main(String[] args) throws IOException {
        int steps = args.length > 1 ? Integer.parseInt(args[1]) : 40;
        int samples = args.length > 2 ? Integer.parseInt(args[2]) : 64;
        String model = args.length > 3 ? args[3] : "builtin:countdown-base";

        UpdateGate gate = (group, history) -> 2 * group.successes() > group.size()
                ? GateDecision.drop(group.size(), "solved by most rollouts")
                : GateDecision.keep(group.size(), 1, "solved by half of the rollouts or fewer");
        Recipe recipe = Recipe.builder()
                .problems(new CountdownSource(defaults(CountdownOptions.class)), new EpochShuffleSampler())
                .verifier(new CountdownVerifier(defaults(CountdownVerifierOptions.class)))
                .gate(gate)
                .advantage(new Grpo(defaults(NormalisationOptions.class)))
                .metrics(new PassAtK(defaults(BootstrapOptions.class)))
                // 32 problems x 8 rollouts a wave, 16 tokens at most, prompts of any length; up to 3 waves to fill 32
                // informative groups
                .training(new TrainingOptions(
                        steps, 1, 32, 8, 16, 0, 32, 3, TrainingOptions.Count.INFORMATIVE, 0.5, 0, 50, 2, 0))
                .evaluation(new EvaluationOptions(samples, 100, List.of("pass-at-k"), 0.95, 0))
                .build();
        // Adam at a learning rate of 3e-4, without warm-up or decay
        OptimizerOptions adam =
                new OptimizerOptions(3e-4, 0.9, 0.95, 1e-8, 0, 1, OptimizerOptions.Schedule.CONSTANT, 0, 0.1, 1, 1);
        PolicySpec policy = new PolicySpec(model, defaults(LossOptions.class), adam, steps);

        try (PolicyRuntime runtime = new DjlRuntimeProvider().open(defaults(DjlOptions.class), policy);
                RunFolder folder = RunFolder.open(Path.of(args[0]), RunFolder.Existing.REFUSE)) {
            new TrainingRun(recipe, runtime, folder)
                    .recordTo(event -> {
                        if (event instanceof RunEvent.Evaluated evaluated) {
                            evaluated.curves().get(0).points().forEach(System.out::println);
                        }
                    })
                    .train();
        }
    }

    private static <O extends Record> O defaults(Class<O> options) {
        return OptionSchema.of(options).defaults();
    }
}
