package org.rlvr4j.runtime.gpu.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.ModelShape;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.runtime.gpu.DjlOptions;
import org.rlvr4j.runtime.gpu.internal.text.CharTokenizer;

/** A thousand steps of generation and training leave no array behind. */
class MemoryTest {

    private static final int STEPS = 1000;
    private static final int WARM_UP = 250;

    private static final OptimizerOptions OPTIMIZER = TinyModels.optimizer(1e-4);

    private final TorchEngine torch = TorchEngine.start(TinyModels.options());
    private final ModelConfig config = ModelConfig.of(new ModelShape(1, 4, 2, 1, 4, 12), 6, 0);
    private final CharTokenizer tokenizer = new CharTokenizer("01+= ");
    private final TokenSampler restricted = Samplers.of(0.9, 5, 0.95, 0);
    private final List<Problem> problems = List.of(new Problem("a", "0+1=", ""));

    private static LossOptions loss(LossOptions.Objective objective, double kl, double entropy) {
        return new LossOptions(
                objective,
                0.2,
                0.28,
                LossOptions.Aggregation.TOKEN_MEAN,
                8,
                kl,
                LossOptions.KlEstimator.K3,
                entropy,
                LossOptions.Importance.NONE,
                2);
    }

    private DjlPolicyLearner learner(
            Decoder decoder,
            DecoderWeights weights,
            AdamW optimizer,
            @Nullable Decoder reference,
            LossOptions loss,
            DjlOptions options) {
        NDManager manager = weights.all().get(0).getManager();
        GradientPass pass = new GradientPass(
                torch.engine(), manager, config, decoder, GradientPass.Dropout.NONE, reference, weights, loss, options);
        LocalShards shards = new LocalShards(pass, new TrainedGradients(weights, manager), loss, 2);
        return new DjlPolicyLearner(manager, config, shards, optimizer, loss, OPTIMIZER, false, STEPS);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void holdsMemoryFlat() throws IOException {
        try (NDManager manager = torch.newManager()) {
            DecoderWeights weights = DecoderWeights.random(manager, config, new RandomStreams(1));
            Decoder decoder = new Decoder(config, weights, new RotaryTables(manager, config));
            AdamW optimizer = new AdamW(OPTIMIZER, weights, manager);
            DjlPolicyLearner plain = learner(
                    decoder,
                    weights,
                    optimizer,
                    null,
                    loss(LossOptions.Objective.CLIPPED_RATIO, 0, 0),
                    TinyModels.options(32768, 4096, 1 << 20));
            // with a reference, an entropy bonus, a restricted sampler, logits in slices and layers computed twice
            DjlPolicyLearner full = learner(
                    decoder,
                    weights,
                    optimizer,
                    decoder,
                    loss(LossOptions.Objective.SEQUENCE_RATIO, 0.1, 0.01),
                    TinyModels.recomputing(TinyModels.options(32768, 10, 30)));
            int arrays = 0;
            long resident = 0;
            for (int step = 0; step < STEPS; step++) {
                if (step % WARM_UP == 0) {
                    // else fresh heap is touched for longer than the warm-up lasts, and counts as growth
                    System.gc();
                }
                if (step == WARM_UP) {
                    arrays = manager.getManagedArrays().size();
                    resident = residentKilobytes();
                }
                DjlPolicyLearner learner = step % 5 == 0 ? full : plain;
                TokenSampler sampler = step % 5 == 0 ? restricted : TokenSampler.UNCHANGED;
                List<RolloutGroup> groups = new DjlRolloutEngine(
                                manager,
                                config,
                                text -> tokenizer.encode(text, true),
                                tokenizer,
                                Set.of(CharTokenizer.STOP_TOKEN),
                                decoder,
                                learner,
                                30)
                        .generate(
                                new SamplingRequest(problems, 2, 3, sampler, new RandomStreams(2), "memory", step, 0));
                learner.step(TinyModels.batch(groups, sampler));
            }
            assertEquals(arrays, manager.getManagedArrays().size());
            // the tapes of these steps would be above 75 MB; what the JVM itself still takes was 4 MB
            long growth = residentKilobytes() - resident;
            assertTrue(growth < 25_000, "the process grew by " + growth + " kB");
        }
    }

    private static long residentKilobytes() throws IOException {
        System.gc();
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findAny()
                .orElseThrow();
    }
}
