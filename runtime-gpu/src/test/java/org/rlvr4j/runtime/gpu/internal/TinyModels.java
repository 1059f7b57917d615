package org.rlvr4j.runtime.gpu.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.learning.AdapterOptions;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.api.learning.TrainingBatch;
import org.rlvr4j.api.learning.TrainingSequence;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.runtime.gpu.DjlOptions;
import org.rlvr4j.runtime.gpu.internal.safetensors.SafetensorsFolder;
import org.rlvr4j.runtime.gpu.internal.text.CharTokenizer;
import org.rlvr4j.runtime.gpu.internal.text.Tokenizer;

/** The committed oracle models as policies, with a plain forward pass to hold everything else against. */
final class TinyModels {

    static final ObjectMapper JSON = new ObjectMapper();

    /** Twelve characters: with the stop token the thirteen tokens of the oracle models. */
    static final String ALPHABET = "0123456789+=";

    static final LossOptions LOSS = OptionSchema.of(LossOptions.class).defaults();

    static final List<Problem> PROBLEMS = List.of(
            new Problem("a", "1+2=", ""),
            new Problem("b", "12+34+56=", ""),
            new Problem("c", "7=", ""),
            new Problem("d", "9999=", ""),
            new Problem("e", "=", ""));

    static final long ADAPTER_SEED = 11;

    private TinyModels() {}

    static DjlOptions options(int generationTokens, int microBatchTokens, long logitElements) {
        return new DjlOptions(
                DjlOptions.DeviceChoice.CPU,
                1,
                generationTokens,
                microBatchTokens,
                logitElements,
                DjlOptions.Recompute.NONE,
                DjlOptions.DataTypeChoice.FLOAT32);
    }

    static DjlOptions recomputing(DjlOptions options) {
        return new DjlOptions(
                options.device(),
                options.threads(),
                options.generationTokens(),
                options.microBatchTokens(),
                options.logitElements(),
                DjlOptions.Recompute.LAYERS,
                options.dtype());
    }

    static DjlOptions bfloat16(DjlOptions options) {
        return new DjlOptions(
                options.device(),
                options.threads(),
                options.generationTokens(),
                options.microBatchTokens(),
                options.logitElements(),
                options.recompute(),
                DjlOptions.DataTypeChoice.BFLOAT16);
    }

    static DjlOptions options() {
        return options(32768, 4096, 1 << 24);
    }

    static OptimizerOptions optimizer(double learningRate) {
        return new OptimizerOptions(
                learningRate, 0.9, 0.999, 1e-8, 0, 1.0, OptimizerOptions.Schedule.CONSTANT, 0, 0.1, 1, 1);
    }

    static JsonNode resource(String name) {
        try (InputStream in = TinyModels.class.getResourceAsStream("/oracle/" + name)) {
            return JSON.readTree(Objects.requireNonNull(in, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes an oracle model as a folder that the runtime opens. */
    static Path folder(Path parent, String name) {
        try (InputStream weights = TinyModels.class.getResourceAsStream("/oracle/" + name + ".safetensors")) {
            Path folder = Files.createTempDirectory(parent, name);
            ObjectNode config = (ObjectNode) resource(name + ".json").path("config");
            Files.write(folder.resolve(ModelConfig.FILE), JSON.writeValueAsBytes(config));
            Files.write(folder.resolve(Tokenizer.FILE), new CharTokenizer(ALPHABET).toJson());
            Files.copy(Objects.requireNonNull(weights, name), folder.resolve(SafetensorsFolder.SINGLE));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DjlPolicyRuntime open(Path model, LossOptions loss, OptimizerOptions optimizer, DjlOptions options)
            throws IOException {
        return new DjlPolicyRuntime(options, new PolicySpec(model.toString(), loss, optimizer, 100));
    }

    static DjlPolicyRuntime open(
            Path model, LossOptions loss, OptimizerOptions optimizer, DjlOptions options, AdapterOptions adapter)
            throws IOException {
        return new DjlPolicyRuntime(
                options, new PolicySpec(model.toString(), loss, optimizer, 100, adapter, ADAPTER_SEED));
    }

    /** A LoRA of rank 3 and scale 2. */
    static AdapterOptions lora(double dropout, String from, String... targets) {
        return new AdapterOptions(AdapterOptions.Kind.LORA, 3, 6, false, dropout, List.of(targets), from);
    }

    static SamplingRequest request(int rollouts, int maxTokens, TokenSampler sampler) {
        return new SamplingRequest(PROBLEMS, rollouts, maxTokens, sampler, new RandomStreams(5), "test", 3, 0);
    }

    /** A batch of all rollouts, whose advantages alternate in sign and differ in size. */
    static TrainingBatch batch(List<RolloutGroup> groups, TokenSampler sampler) {
        List<TrainingSequence> sequences = new ArrayList<>();
        for (RolloutGroup group : groups) {
            group.rollouts().forEach(rollout -> {
                int i = sequences.size();
                sequences.add(new TrainingSequence(
                        group.promptTokens(),
                        rollout.tokens(),
                        rollout.behaviourLogProbs(),
                        (i % 2 == 0 ? 1 : -1) * (0.5 + i % 3)));
            });
        }
        return new TrainingBatch(sequences, sampler);
    }

    /** A decoder outside the runtime. */
    record Model(TorchEngine torch, NDManager manager, ModelConfig config, DecoderWeights weights, Decoder decoder)
            implements AutoCloseable {

        static Model read(Path folder) throws IOException {
            ModelFiles files = new ModelFiles(folder.toString());
            TorchEngine torch = TorchEngine.start(options());
            NDManager manager = torch.newManager();
            ModelConfig config = ModelConfig.parse(files.bytes(ModelConfig.FILE), ModelConfig.FILE);
            DecoderWeights weights = DecoderWeights.read(manager, config, DataType.FLOAT32, files.weights());
            weights.all().forEach(weight -> weight.setRequiresGradient(true));
            return new Model(
                    torch, manager, config, weights, new Decoder(config, weights, new RotaryTables(manager, config)));
        }

        /** Logits after each token of one sequence, without cache or padding; shape [T][V]. */
        float[][] logits(int... tokens) {
            try (NDManager scratch = manager.newSubManager()) {
                float[] mask = new float[tokens.length * tokens.length];
                for (int t = 0; t < tokens.length; t++) {
                    Arrays.fill(mask, t * tokens.length + t + 1, (t + 1) * tokens.length, Float.NEGATIVE_INFINITY);
                }
                NDArray hidden = decoder.hidden(
                        scratch.create(Arrays.stream(tokens).asLongStream().toArray(), new Shape(1, tokens.length)),
                        decoder.rotary().leading(scratch, tokens.length),
                        scratch.create(mask, new Shape(1, 1, tokens.length, tokens.length)),
                        (layer, keys, values) -> new KeyValueStore.KeysValues(keys, values));
                NDArray logits = decoder.logits(hidden.reshape(tokens.length, config.hiddenSize()));
                return rows(logits);
            }
        }

        /** Log-probabilities of a response as the sampler restricts them; shape [T]. */
        double[] logProbs(int[] prompt, int[] response, TokenSampler sampler) {
            int[] all = Arrays.copyOf(prompt, prompt.length + response.length);
            System.arraycopy(response, 0, all, prompt.length, response.length);
            float[][] logits = logits(all);
            double[] logProbs = new double[response.length];
            for (int t = 0; t < response.length; t++) {
                logProbs[t] = distribution(logits[prompt.length + t - 1], sampler)[response[t]];
            }
            return logProbs;
        }

        /** Log-probabilities of every token under a sampler. */
        double[] distribution(float[] logits, TokenSampler sampler) {
            try (NDManager scratch = manager.newSubManager()) {
                NDArray restricted = sampler.restrict(
                        scratch.create(logits, new Shape(1, logits.length)), TensorLogitOps.forSampling());
                float[] values = restricted.toFloatArray();
                double max = Double.NEGATIVE_INFINITY;
                for (float value : values) {
                    max = Math.max(max, value);
                }
                double total = 0;
                for (float value : values) {
                    total += Math.exp(value - max);
                }
                double[] logProbs = new double[values.length];
                for (int v = 0; v < values.length; v++) {
                    logProbs[v] = values[v] - max - Math.log(total);
                }
                return logProbs;
            }
        }

        @Override
        public void close() {
            manager.close();
        }
    }

    /** Checks that a message names everything that a user needs. */
    static void assertSays(Throwable thrown, String... parts) {
        String message = String.valueOf(thrown.getMessage());
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "\"" + part + "\" should be in: " + message);
        }
    }

    static float[][] rows(NDArray matrix) {
        int columns = (int) matrix.getShape().get(1);
        float[] flat = matrix.toFloatArray();
        float[][] rows = new float[flat.length / columns][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(flat, i * columns, (i + 1) * columns);
        }
        return rows;
    }
}
