package org.rlvr4j.runtime.gpu.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.learning.AdapterOptions;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.api.learning.StepReport;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.runtime.gpu.DjlOptions;
import org.rlvr4j.runtime.gpu.shard.PolicyWeights;
import org.rlvr4j.runtime.gpu.shard.ShardExecutor;
import org.rlvr4j.runtime.gpu.shard.ShardTask;

/** Shards give the same bits wherever they are computed. */
class ShardsTest {

    private static final int SHARDS = 3;
    private static final int STEPS = 3;

    @TempDir
    Path temporary;

    /** What a run leaves: its final weights, its rollouts and its reports without their seconds. */
    private record Trace(List<Byte> weights, List<List<RolloutGroup>> rollouts, List<StepReport> reports) {}

    /** Workers that see nothing but bytes; each task goes to another than the one before, and the last ones first. */
    private static final class Workers implements ShardExecutor {
        private final List<DjlPolicyWorker> workers;
        private DjlOptions.DataTypeChoice gradients = DjlOptions.DataTypeChoice.FLOAT32;

        Workers(PolicySpec spec, int count) throws IOException {
            DjlPolicyWorker[] opened = new DjlPolicyWorker[count];
            for (int i = 0; i < count; i++) {
                opened[i] = new DjlPolicyWorker(TinyModels.options(), spec);
            }
            workers = List.of(opened);
        }

        Workers roundingGradients() {
            gradients = DjlOptions.DataTypeChoice.BFLOAT16;
            return this;
        }

        @Override
        public DjlOptions.DataTypeChoice gradientType() {
            return gradients;
        }

        @Override
        public <R> void run(PolicyWeights weights, List<? extends ShardTask<R>> tasks, Consumer<R> inOrder) {
            List<R> results = new ArrayList<>();
            for (int i = tasks.size() - 1; i >= 0; i--) {
                DjlPolicyWorker worker = workers.get(i % workers.size());
                worker.load(copy(weights));
                results.add(copy(copy(tasks.get(i)).run(worker)));
            }
            Collections.reverse(results);
            results.forEach(inOrder);
        }
    }

    /** What arrives elsewhere. */
    @SuppressWarnings("unchecked") // a copy is of the class of what was written
    private static <T> T copy(T value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
            return (T) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static SamplingRequest request(long step) {
        List<Problem> problems = IntStream.range(0, 5)
                .mapToObj(i -> new Problem("p" + i, "1+".repeat(i % 3 + 1), ""))
                .toList();
        return new SamplingRequest(problems, 3, 4, Samplers.of(0.9, 5, 0.95, 0), new RandomStreams(5), "t", step, 0);
    }

    private Trace train(DjlPolicyRuntime runtime) throws IOException {
        List<List<RolloutGroup>> rollouts = new ArrayList<>();
        List<StepReport> reports = new ArrayList<>();
        for (int step = 1; step <= STEPS; step++) {
            List<RolloutGroup> groups = runtime.rolloutEngine().generate(request(step));
            rollouts.add(groups);
            StepReport report = runtime.learner()
                    .step(TinyModels.batch(groups, request(step).tokenSampler()));
            reports.add(new StepReport(
                    report.loss(),
                    report.gradientNorm(),
                    report.kl(),
                    report.entropy(),
                    report.clipShare(),
                    report.meanRatio(),
                    report.learningRate(),
                    report.sequences(),
                    report.tokens(),
                    0,
                    report.importance()));
        }
        Path folder = Files.createTempDirectory(temporary, "policy");
        runtime.savePolicy(folder);
        byte[] weights = Files.readAllBytes(folder.resolve("model.safetensors"));
        return new Trace(
                IntStream.range(0, weights.length).mapToObj(i -> weights[i]).toList(), rollouts, reports);
    }

    private static LossOptions loss(LossOptions.Importance importance, double kl) {
        return new LossOptions(
                LossOptions.Objective.CLIPPED_RATIO,
                0.2,
                0.28,
                LossOptions.Aggregation.TOKEN_MEAN,
                8,
                kl,
                LossOptions.KlEstimator.K3,
                0.01,
                importance,
                2);
    }

    private static OptimizerOptions optimizer(int passes, int miniBatches) {
        OptimizerOptions plain = TinyModels.optimizer(1e-2);
        return new OptimizerOptions(
                plain.learningRate(),
                plain.beta1(),
                plain.beta2(),
                plain.epsilon(),
                plain.weightDecay(),
                plain.maxGradientNorm(),
                plain.schedule(),
                plain.warmupSteps(),
                plain.finalShare(),
                passes,
                miniBatches);
    }

    private void assertSameEverywhere(PolicySpec spec) throws IOException {
        Trace here;
        try (DjlPolicyRuntime runtime = new DjlPolicyRuntime(TinyModels.options(), spec)) {
            here = train(runtime);
        }
        for (int workers = 1; workers <= 2; workers++) {
            try (DjlPolicyRuntime runtime =
                    new DjlDriverRuntime(TinyModels.options(), spec, new Workers(spec, workers))) {
                Trace there = train(runtime);
                assertEquals(here.rollouts(), there.rollouts());
                assertEquals(here.reports(), there.reports());
                assertEquals(here.weights(), there.weights());
            }
        }
    }

    private PolicySpec spec(LossOptions loss, OptimizerOptions optimizer) {
        return new PolicySpec(TinyModels.folder(temporary, "untied").toString(), loss, optimizer, 100)
                .withShards(SHARDS);
    }

    @Test
    void allWeightsAreTheSameWhereverShardsAreComputed() throws IOException {
        assertSameEverywhere(spec(loss(LossOptions.Importance.NONE, 0.1), optimizer(1, 1)));
    }

    @Test
    void severalUpdatesAStepAndImportanceWeightsAreTheSame() throws IOException {
        assertSameEverywhere(spec(loss(LossOptions.Importance.TOKEN, 0), optimizer(2, 2)));
    }

    @Test
    void anAdapterWithDropoutIsTheSame() throws IOException {
        assertSameEverywhere(spec(loss(LossOptions.Importance.NONE, 0.1), optimizer(1, 2))
                .withAdapter(TinyModels.lora(0.2, "", "all-linear"), 7));
    }

    /** bfloat16 keeps 8 bits: a gradient is off by 2⁻⁹ of itself at most, and Adam's update by about as much. */
    @Test
    void roundedGradientsAreTheSameForAnyNumberOfWorkersAndNearTheOthers() throws IOException {
        PolicySpec spec = spec(loss(LossOptions.Importance.NONE, 0.1), optimizer(1, 2));
        List<StepReport> exact;
        try (DjlPolicyRuntime runtime = new DjlPolicyRuntime(TinyModels.options(), spec)) {
            exact = train(runtime).reports();
        }
        List<Trace> rounded = new ArrayList<>();
        for (int workers = 1; workers <= 3; workers++) {
            try (DjlPolicyRuntime runtime =
                    new DjlDriverRuntime(TinyModels.options(), spec, new Workers(spec, workers).roundingGradients())) {
                rounded.add(train(runtime));
            }
        }
        assertEquals(rounded.get(0), rounded.get(1));
        assertEquals(rounded.get(0), rounded.get(2));
        StepReport first = rounded.get(0).reports().get(0);
        assertNotEquals(exact.get(0).gradientNorm(), first.gradientNorm());
        assertEquals(
                exact.get(0).gradientNorm(),
                first.gradientNorm(),
                Math.scalb(exact.get(0).gradientNorm(), -8));
        StepReport last = rounded.get(0).reports().get(STEPS - 1);
        assertEquals(exact.get(STEPS - 1).loss(), last.loss(), 0.02);
        assertEquals(exact.get(STEPS - 1).entropy(), last.entropy(), 0.02);
    }

    @Test
    void onlyTheAdapterTravels() throws IOException {
        PolicySpec spec = spec(loss(LossOptions.Importance.NONE, 0), optimizer(1, 1));
        long[] bytes = new long[2];
        AdapterOptions adapter = TinyModels.lora(0, "", "q_proj");
        int i = 0;
        for (PolicySpec each : List.of(spec, spec.withAdapter(adapter, 7))) {
            long[] seen = new long[1];
            Workers workers = new Workers(each, 1);
            ShardExecutor measuring = new ShardExecutor() {
                @Override
                public <R> void run(PolicyWeights weights, List<? extends ShardTask<R>> tasks, Consumer<R> inOrder) {
                    seen[0] = weights.bytes();
                    workers.run(weights, tasks, inOrder);
                }
            };
            try (DjlPolicyRuntime runtime = new DjlDriverRuntime(TinyModels.options(), each, measuring)) {
                runtime.rolloutEngine().generate(request(1));
                // a worker has read the whole policy, but it has not made this adapter
                assertEquals(i == 0 ? 0 : 4 * runtime.parameterCount(), seen[0]);
                Path state = Files.createTempDirectory(temporary, "state");
                runtime.saveState(state);
                runtime.restoreState(state);
                runtime.rolloutEngine().generate(request(1));
                assertEquals(4 * runtime.parameterCount(), seen[0]);
                bytes[i++] = seen[0];
            }
        }
        assertNotEquals(bytes[0], bytes[1]);
    }

    @Test
    void aWorkerWithAnotherModelRefuses() throws IOException {
        PolicySpec spec = spec(loss(LossOptions.Importance.NONE, 0), optimizer(1, 1));
        Path other = Files.createDirectory(temporary.resolve("other"));
        try (DjlPolicyRuntime trained = new DjlPolicyRuntime(TinyModels.options(), spec)) {
            train(trained);
            trained.savePolicy(other);
        }
        PolicySpec wrong = new PolicySpec(other.toString(), spec.loss(), spec.optimizer(), 100).withShards(SHARDS);
        try (DjlPolicyRuntime runtime = new DjlDriverRuntime(TinyModels.options(), spec, new Workers(wrong, 1))) {
            TinyModels.assertSays(
                    assertThrows(
                            IllegalStateException.class,
                            () -> runtime.rolloutEngine().generate(request(1))),
                    "another than the driver's");
        }
    }

    @Test
    void theNumberOfShardsChangesRoundingAlone() throws IOException {
        PolicySpec spec = spec(loss(LossOptions.Importance.NONE, 0.1), optimizer(1, 1));
        List<RolloutGroup> groups;
        float[][] scores = new float[2][];
        try (DjlPolicyRuntime one = new DjlPolicyRuntime(TinyModels.options(), spec.withShards(1))) {
            groups = one.rolloutEngine().generate(request(1));
        }
        for (int i = 0; i < 2; i++) {
            try (DjlPolicyRuntime runtime =
                    new DjlPolicyRuntime(TinyModels.options(), spec.withShards(i == 0 ? 1 : 40))) {
                runtime.learner().step(TinyModels.batch(groups, request(1).tokenSampler()));
                scores[i] = runtime.score(List.of(new int[] {1, 2, 3, 4, 2, 1})).get(0);
            }
        }
        assertArrayEquals(scores[0], scores[1], 1e-4f);
    }
}
