package org.rlvr4j.runtime.gpu.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlvr4j.api.learning.AdapterOptions;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.TrainingSequence;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.rollout.TokenSampler;

/** Gradients of A and B: by finite differences, and by what they must be of the full gradient at the merged weights. */
class AdapterGradientTest {

    /** Without a clip, for the loss then has no kinks for the differences to step over. */
    private static final LossOptions LOSS = LossCases.all()
            .filter(loss -> loss.objective() == LossOptions.Objective.LIKELIHOOD
                    && loss.klCoefficient() > 0
                    && loss.klEstimator() == LossOptions.KlEstimator.K3)
            .findFirst()
            .orElseThrow();

    private static final double STEP = 3e-3;

    @TempDir
    private Path folder;

    private TinyModels.Model model;
    private AdapterWeights adapter;
    private List<TrainingSequence> sequences;
    private float[] base;

    @BeforeEach
    void open() throws IOException {
        model = TinyModels.Model.read(TinyModels.folder(folder, "grouped"));
        model.weights().all().forEach(weight -> weight.setRequiresGradient(false));
        AdapterOptions options =
                TinyModels.lora(0, "", "q_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");
        adapter = AdapterWeights.create(model.manager(), model.weights().blocks(), options, new RandomStreams(2));
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < adapter.names().size(); i++) {
            NDArray tensor = adapter.all().get(i);
            // of the size of trained ones; B would be zero, and then A has no gradient
            float[] values = new float[(int) tensor.size()];
            for (int v = 0; v < values.length; v++) {
                values[v] = (float) (0.3 * (random.nextDouble() - 0.5));
            }
            Slices.overwrite(tensor, model.manager().create(values, tensor.getShape()));
        }
        sequences = LossCases.sequences(
                13, (prompt, response) -> model.logProbs(prompt, response, TokenSampler.UNCHANGED), 2);
        base = baseLogProbs();
    }

    @AfterEach
    void close() {
        model.close();
    }

    private Decoder adapted(@Nullable AdapterDropout dropout) {
        return model.decoder().with(blocks -> adapter.adapt(blocks, dropout));
    }

    private Map<String, float[]> gradients(Decoder decoder, TrainedTensors trained, boolean recompute) {
        trained.all().forEach(tensor -> tensor.setRequiresGradient(true));
        Map<String, float[]> gradients = new LinkedHashMap<>();
        try (NDManager scratch = model.manager().newSubManager()) {
            MicroBatch batch = MicroBatch.of(scratch, sequences, MicroBatch.Divisor.of(LOSS, sequences));
            NDArray reference = scratch.create(base);
            VocabularyHead head = new VocabularyHead(decoder, model.config(), false, 65);
            List<NDArray> before = new ArrayList<>();
            for (NDArray tensor : trained.all()) {
                before.add(gradient(tensor, scratch).duplicate());
            }
            try (GradientCollector collector = model.torch().engine().newGradientCollector()) {
                Function<NDArray, PolicyLoss.Result> loss = hidden -> head.backward(
                        hidden,
                        batch.targets(),
                        TokenSampler.UNCHANGED,
                        (logProbs, entropies) -> new PolicyLoss(LOSS).of(logProbs, entropies, reference, batch),
                        collector);
                if (recompute) {
                    new Recomputation(trained, collector).backward(decoder, batch, loss);
                } else {
                    assertNotNull(loss.apply(TrainingPass.predictors(decoder, batch)));
                }
            }
            for (int i = 0; i < before.size(); i++) {
                NDArray difference = gradient(trained.all().get(i), scratch).sub(before.get(i));
                gradients.put(trained.names().get(i), difference.toFloatArray());
            }
        } finally {
            trained.all().forEach(tensor -> tensor.setRequiresGradient(false));
        }
        return gradients;
    }

    private static NDArray gradient(NDArray tensor, NDManager scratch) {
        NDArray gradient = tensor.getGradient();
        gradient.attach(scratch);
        return gradient;
    }

    /** Log-probabilities under the base as it was read. */
    private float[] baseLogProbs() {
        try (NDManager scratch = model.manager().newSubManager()) {
            MicroBatch batch = MicroBatch.of(scratch, sequences, MicroBatch.Divisor.of(LOSS, sequences));
            return new VocabularyHead(model.decoder(), model.config(), false, 1 << 20)
                    .score(
                            TrainingPass.untapedPredictors(model.decoder(), batch),
                            batch.targets(),
                            TokenSampler.UNCHANGED)
                    .logProbs()
                    .toFloatArray();
        }
    }

    private double loss(Decoder decoder) {
        try (NDManager scratch = model.manager().newSubManager()) {
            MicroBatch batch = MicroBatch.of(scratch, sequences, MicroBatch.Divisor.of(LOSS, sequences));
            VocabularyHead.Scores scores = new VocabularyHead(decoder, model.config(), false, 1 << 20)
                    .score(TrainingPass.untapedPredictors(decoder, batch), batch.targets(), TokenSampler.UNCHANGED);
            return new ReferenceLoss(LOSS, sequences, LossCases.behaviour(sequences))
                    .value(new ReferenceLoss.Tokens(
                            LossCases.bySequence(sequences, scores.logProbs().toFloatArray()),
                            LossCases.bySequence(sequences, scores.entropies().toFloatArray()),
                            LossCases.bySequence(sequences, base)));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25})
    void equalFiniteDifferences(double rate) {
        AdapterDropout dropout = rate == 0 ? null : new AdapterDropout(new RandomStreams(8), rate, 4);
        Decoder decoder = adapted(dropout);
        Map<String, float[]> gradients = gradients(decoder, adapter, false);
        for (String kind : new String[] {"lora_A", "lora_B"}) {
            double norm = 0;
            for (Map.Entry<String, float[]> entry : gradients.entrySet()) {
                if (entry.getKey().contains(kind)) {
                    for (float g : entry.getValue()) {
                        norm += (double) g * g;
                    }
                }
            }
            norm = Math.sqrt(norm);
            assertTrue(norm > 1e-2, kind + " has no gradient");
            double slope =
                    (along(gradients, kind, STEP / norm, decoder) - along(gradients, kind, -STEP / norm, decoder))
                            / (2 * STEP);
            assertEquals(norm, slope, 0.01 * norm + 1e-4, kind);
        }
    }

    /** The loss at tensors of a kind moved along their gradient. */
    private double along(Map<String, float[]> gradients, String kind, double step, Decoder decoder) {
        List<float[]> saved = new ArrayList<>();
        for (int i = 0; i < adapter.names().size(); i++) {
            NDArray tensor = adapter.all().get(i);
            float[] values = tensor.toFloatArray();
            saved.add(values.clone());
            if (adapter.names().get(i).contains(kind)) {
                float[] gradient =
                        Objects.requireNonNull(gradients.get(adapter.names().get(i)));
                for (int v = 0; v < values.length; v++) {
                    values[v] += (float) (step * gradient[v]);
                }
                set(tensor, values);
            }
        }
        double value = loss(decoder);
        for (int i = 0; i < saved.size(); i++) {
            set(adapter.all().get(i), saved.get(i));
        }
        return value;
    }

    private static void set(NDArray tensor, float[] values) {
        try (NDArray array = tensor.getManager().create(values, tensor.getShape())) {
            Slices.overwrite(tensor, array);
        }
    }

    /** With W + s·B·A the chain rule says ∂B = s·∂W·Aᵀ and ∂A = s·Bᵀ·∂W. */
    @Test
    void areWhatTheChainRuleMakesOfTheFullGradient() {
        Map<String, float[]> low = gradients(adapted(null), adapter, false);
        try (NDManager scratch = model.manager().newSubManager()) {
            Map<String, NDArray> files = model.weights().byFileName(scratch);
            files.forEach((name, weight) -> {
                NDArray merged = adapter.merged(name, weight);
                if (merged != weight) {
                    Slices.overwrite(weight, merged.duplicate());
                }
            });
            double scale = adapter.options().scale();
            gradients(model.decoder(), model.weights(), false);
            List<NDArray> full = new ArrayList<>();
            for (NDArray weight : model.weights().all()) {
                weight.setRequiresGradient(true);
                full.add(gradient(weight, scratch).duplicate());
                weight.setRequiresGradient(false);
            }
            Map<String, NDArray> byFile = model.weights().split(scratch, full);
            Map<String, NDArray> tensors = adapter.byFileName();
            int compared = 0;
            for (Map.Entry<String, NDArray> entry : byFile.entrySet()) {
                String stem = "base_model.model." + entry.getKey().replace(".weight", "");
                NDArray a = tensors.get(stem + ".lora_A.weight");
                NDArray b = tensors.get(stem + ".lora_B.weight");
                if (a == null || b == null) {
                    continue;
                }
                float[] ofB = entry.getValue().matMul(a.transpose()).mul(scale).toFloatArray();
                float[] ofA = b.transpose().matMul(entry.getValue()).mul(scale).toFloatArray();
                assertArrayEquals(ofB, low.get(stem + ".lora_B.weight"), 2e-5f, stem);
                assertArrayEquals(ofA, low.get(stem + ".lora_A.weight"), 2e-5f, stem);
                compared++;
            }
            assertEquals(tensors.size() / 2, compared);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25})
    void areTheSameWhereLayersAreComputedTwice(double rate) {
        AdapterDropout dropout = rate == 0 ? null : new AdapterDropout(new RandomStreams(8), rate, 4);
        Map<String, float[]> kept = gradients(adapted(dropout), adapter, false);
        Map<String, float[]> twice = gradients(adapted(dropout), adapter, true);
        kept.forEach((name, gradient) -> assertArrayEquals(gradient, twice.get(name), 1e-6f, name));
    }

    @Test
    void allWeightsHaveTheSameGradientsWhereLayersAreComputedTwice() {
        Map<String, float[]> kept = gradients(model.decoder(), model.weights(), false);
        Map<String, float[]> twice = gradients(model.decoder(), model.weights(), true);
        kept.forEach((name, gradient) -> assertArrayEquals(gradient, twice.get(name), 1e-6f, name));
    }
}
