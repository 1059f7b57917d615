package org.rlvr4j.runtime.gpu.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.learning.ModelShape;
import org.rlvr4j.api.learning.NonFiniteException;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.api.random.RandomStreams;

/** The optimiser on a decoder of which only the embedding, a 3×4 matrix, and the final norm, a vector, have gradients. */
class AdamWTest {

    private TorchEngine torch;
    private NDManager manager;
    private DecoderWeights weights;
    private TrainedGradients collection;

    @BeforeEach
    void open() throws IOException {
        torch = TorchEngine.start(TinyModels.options());
        manager = torch.newManager();
        ModelConfig config = ModelConfig.of(new ModelShape(1, 4, 1, 1, 2, 8), 3, 0);
        weights = DecoderWeights.random(manager, config, new RandomStreams(1));
        weights.all().forEach(weight -> weight.subi(weight.duplicate()));
        collection = new TrainedGradients(weights, manager);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private void set(JsonNode pair) {
        NDArray[] targets = {weights.all().get(0), weights.finalNorm()};
        for (int i = 0; i < 2; i++) {
            Slices.overwrite(targets[i], array(pair.get(i)));
        }
    }

    private NDArray array(JsonNode node) {
        return node.get(0).isArray()
                ? manager.create(TinyModels.JSON.convertValue(node, float[][].class))
                : manager.create(TinyModels.JSON.convertValue(node, float[].class));
    }

    /** Makes the given arrays the gradients. */
    private void backward(NDArray matrixGradient, NDArray vectorGradient) {
        try (GradientCollector collector = torch.engine().newGradientCollector()) {
            NDArray sum = weights.all()
                    .get(0)
                    .mul(matrixGradient)
                    .sum()
                    .add(weights.finalNorm().mul(vectorGradient).sum());
            for (NDArray weight : weights.all()) {
                sum = sum.add(weight.mul(manager.zeros(weight.getShape())).sum());
            }
            collector.backward(sum);
        }
    }

    private double update(AdamW optimizer, double learningRate) {
        try (NDManager scratch = manager.newSubManager()) {
            List<NDArray> collected = collection.collected(scratch);
            collection.stop();
            return optimizer.update(learningRate, collected);
        }
    }

    @Test
    void followsTorchWithDecayClippingWarmUpAndCosine() throws IOException {
        JsonNode oracle = TinyModels.resource("adamw.json");
        JsonNode o = oracle.path("options");
        OptimizerOptions options = new OptimizerOptions(
                o.path("lr").asDouble(),
                o.path("beta1").asDouble(),
                o.path("beta2").asDouble(),
                o.path("epsilon").asDouble(),
                o.path("decay").asDouble(),
                o.path("clip").asDouble(),
                OptimizerOptions.Schedule.COSINE,
                o.path("warmup").asInt(),
                o.path("final").asDouble(),
                1,
                1);
        set(oracle.path("start"));
        try (AdamW optimizer = new AdamW(options, weights, manager)) {
            for (int step = 0; step < o.path("steps").asInt(); step++) {
                JsonNode gradients = oracle.path("gradients").get(step);
                collection.start();
                backward(array(gradients.get(0)), array(gradients.get(1)));
                double norm = update(
                        optimizer, options.learningRateAt(step, o.path("steps").asInt()));
                assertEquals(oracle.path("norms").get(step).asDouble(), norm, 1e-5);
                JsonNode after = oracle.path("after").get(step);
                assertArrayEquals(
                        array(after.get(0)).toFloatArray(), weights.all().get(0).toFloatArray(), 1e-5f);
                assertArrayEquals(
                        array(after.get(1)).toFloatArray(), weights.finalNorm().toFloatArray(), 1e-5f);
            }
        }
    }

    @Test
    void theFirstUpdateMovesEachWeightByTheRateAgainstItsGradient() {
        try (AdamW optimizer = new AdamW(TinyModels.optimizer(0.25), weights, manager)) {
            collection.start();
            backward(manager.full(new Shape(3, 4), 0.01f), manager.full(new Shape(4), -0.02f));
            update(optimizer, 0.25);
            assertEquals(-0.25, weights.all().get(0).toFloatArray()[5], 1e-5);
            assertEquals(0.25, weights.finalNorm().toFloatArray()[2], 1e-5);
        }
    }

    @Test
    void namesAGradientAndAWeightThatAreNotFinite() {
        try (AdamW optimizer = new AdamW(TinyModels.optimizer(1), weights, manager)) {
            collection.start();
            backward(manager.ones(new Shape(3, 4)), manager.full(new Shape(4), Float.POSITIVE_INFINITY));
            TinyModels.assertSays(
                    assertThrows(NonFiniteException.class, () -> update(optimizer, 1)),
                    "gradient of model.norm.weight",
                    "update 1");
            collection.start();
            backward(manager.ones(new Shape(3, 4)), manager.zeros(new Shape(4)));
            TinyModels.assertSays(
                    assertThrows(NonFiniteException.class, () -> update(optimizer, 1e39)),
                    "weight model.embed_tokens.weight");
        }
    }
}
