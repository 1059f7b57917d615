package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.learning.ModelShape;
import org.rlvr4j.api.learning.PolicyLearner;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.rollout.RolloutEngine;
import org.rlvr4j.runtime.gpu.DjlOptions;

/** A policy in one process on one device. */
public final class DjlPolicyRuntime implements PolicyRuntime {

    private static final String LEARNER = "learner.json";

    private final TorchEngine torch;
    private final NDManager manager;
    private final byte[] configFile;
    private final ModelConfig config;
    private final CharTokenizer tokenizer;
    private final RotaryTables rotary;
    private final DecoderWeights weights;
    private final @Nullable DecoderWeights referenceWeights;
    private final AdamW optimizer;
    private final DjlPolicyLearner learner;
    private final DjlRolloutEngine rolloutEngine;

    /**
     * Loads a policy.
     *
     * @param options where to run
     * @param spec which policy
     * @throws IOException if the model cannot be read
     */
    public DjlPolicyRuntime(DjlOptions options, PolicySpec spec) throws IOException {
        ModelFiles files = new ModelFiles(spec.model());
        configFile = files.bytes(ModelConfig.FILE);
        config = ModelConfig.parse(configFile, files.where(ModelConfig.FILE));
        tokenizer = CharTokenizer.parse(files.bytes(CharTokenizer.FILE), files.where(CharTokenizer.FILE));
        if (tokenizer.size() > config.vocabularySize()) {
            throw new IOException(files.where(CharTokenizer.FILE) + " has " + tokenizer.size()
                    + " tokens, the model only " + config.vocabularySize());
        }
        if (!config.stopTokens().equals(List.of(CharTokenizer.STOP_TOKEN))) {
            throw new IOException(files.where(ModelConfig.FILE) + ": eos_token_id is " + config.stopTokens()
                    + ", but the tokenizer's stop token is " + CharTokenizer.STOP_TOKEN);
        }
        torch = TorchEngine.start(options);
        manager = torch.newManager();
        try {
            Safetensors file = files.weights();
            weights = DecoderWeights.read(manager, config, file, files.where(ModelFiles.WEIGHTS));
            referenceWeights = spec.loss().klCoefficient() > 0
                    ? DecoderWeights.read(manager, config, file, files.where(ModelFiles.WEIGHTS))
                    : null;
        } catch (IOException | RuntimeException e) {
            manager.close();
            throw e;
        }
        rotary = new RotaryTables(manager, config);
        Decoder decoder = new Decoder(config, weights, rotary);
        optimizer = new AdamW(spec.optimizer(), weights, manager);
        learner = new DjlPolicyLearner(
                torch.engine(),
                manager,
                config,
                decoder,
                referenceWeights == null ? null : new Decoder(config, referenceWeights, rotary),
                optimizer,
                spec.loss(),
                spec.optimizer(),
                options.microBatchTokens(),
                options.logitElements(),
                spec.steps());
        rolloutEngine = new DjlRolloutEngine(manager, config, tokenizer, decoder, learner, options.generationTokens());
    }

    /**
     * Writes a new policy with random weights.
     *
     * @param options where to run
     * @param folder where to; created where missing
     * @param shape the decoder's shape
     * @param alphabet the characters it knows
     * @param seed of the weights
     * @throws IOException if it cannot be written, or the folder is not empty
     */
    public static void initialise(DjlOptions options, Path folder, ModelShape shape, String alphabet, long seed)
            throws IOException {
        CharTokenizer tokenizer = new CharTokenizer(alphabet);
        byte[] configFile = ModelConfig.newFile(shape, tokenizer.size(), CharTokenizer.STOP_TOKEN);
        ModelConfig config = ModelConfig.parse(configFile, ModelConfig.FILE);
        Files.createDirectories(folder);
        try (Stream<Path> existing = Files.list(folder)) {
            if (existing.findAny().isPresent()) {
                throw new IOException(folder + " is not empty: a new policy is written only where nothing is");
            }
        }
        try (NDManager manager = TorchEngine.start(options).newManager();
                DecoderWeights weights = DecoderWeights.random(manager, config, new RandomStreams(seed))) {
            save(folder, configFile, tokenizer, weights, manager);
        }
    }

    private static void save(
            Path folder, byte[] configFile, CharTokenizer tokenizer, DecoderWeights weights, NDManager manager)
            throws IOException {
        ModelFiles.write(folder.resolve(ModelConfig.FILE), configFile);
        ModelFiles.write(folder.resolve(CharTokenizer.FILE), tokenizer.toJson());
        try (NDManager scratch = manager.newSubManager()) {
            Map<String, NDArray> tensors = new LinkedHashMap<>(weights.byFileName(scratch));
            Safetensors.write(folder.resolve(ModelFiles.WEIGHTS), tensors, Map.of("format", "pt"));
        }
    }

    @Override
    public RolloutEngine rolloutEngine() {
        return rolloutEngine;
    }

    @Override
    public PolicyLearner learner() {
        return learner;
    }

    @Override
    public void savePolicy(Path folder) throws IOException {
        save(folder, configFile, tokenizer, weights, manager);
    }

    @Override
    public void saveState(Path folder) throws IOException {
        savePolicy(folder);
        optimizer.save(folder.resolve(AdamW.FILE));
        ModelFiles.write(folder.resolve(LEARNER), Json.bytes(Map.of("version", learner.version())));
    }

    @Override
    public void restoreState(Path folder) throws IOException {
        ModelFiles files = new ModelFiles(folder.toString());
        ModelConfig saved = ModelConfig.parse(files.bytes(ModelConfig.FILE), files.where(ModelConfig.FILE));
        if (!saved.equals(config)) {
            throw new IOException(
                    files.where(ModelConfig.FILE) + " is of another shape: " + saved + ", the policy is " + config);
        }
        long version = Json.longField(files.bytes(LEARNER), "version", files.where(LEARNER));
        // all is read before anything is changed
        try (NDManager scratch = manager.newSubManager();
                DecoderWeights restored =
                        DecoderWeights.read(scratch, config, files.weights(), files.where(ModelFiles.WEIGHTS))) {
            optimizer.restore(folder.resolve(AdamW.FILE));
            for (int i = 0; i < restored.all().size(); i++) {
                Slices.overwrite(weights.all().get(i), restored.all().get(i));
            }
        }
        learner.restoreVersion(version);
    }

    @Override
    public int contextLength() {
        return config.contextLength();
    }

    @Override
    public int[] encodePrompt(String prompt) {
        return tokenizer.encode(prompt);
    }

    @Override
    public int[] encodeResponse(String response) {
        int[] tokens = tokenizer.encode(response);
        int[] stopped = Arrays.copyOf(tokens, tokens.length + 1);
        stopped[tokens.length] = CharTokenizer.STOP_TOKEN;
        return stopped;
    }

    @Override
    public long parameterCount() {
        return weights.parameterCount();
    }

    @Override
    public String description() {
        return torch.description();
    }

    @Override
    public void close() {
        manager.close();
    }
}
