package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.learning.ModelShape;
import org.rlvr4j.api.learning.PolicyLearner;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.rollout.RolloutEngine;
import org.rlvr4j.runtime.gpu.DjlOptions;
import org.rlvr4j.runtime.gpu.internal.safetensors.TensorFiles;
import org.rlvr4j.runtime.gpu.internal.text.CharTokenizer;
import org.rlvr4j.runtime.gpu.internal.text.Tokenizer;

/** A policy in one process on one device. */
public final class DjlPolicyRuntime implements PolicyRuntime {

    private static final String LEARNER = "learner.json";

    private final TorchEngine torch;
    private final NDManager manager;
    private final ModelFolder folder;
    private final ModelConfig config;
    private final Tokenizer tokenizer;
    private final Set<Integer> stopTokens;
    private final OptionalInt closingToken;
    private final RotaryTables rotary;
    private final DecoderWeights weights;
    private final @Nullable DecoderWeights referenceWeights;
    private final AdamW optimizer;
    private final DjlPolicyLearner learner;
    private final DjlRolloutEngine rolloutEngine;
    private final SequenceScorer scorer;

    /**
     * Loads a policy.
     *
     * @param options where to run
     * @param spec which policy
     * @throws IOException if the model cannot be read
     */
    public DjlPolicyRuntime(DjlOptions options, PolicySpec spec) throws IOException {
        ModelFiles files = new ModelFiles(spec.model());
        folder = ModelFolder.read(files);
        config = folder.config();
        tokenizer = folder.tokenizer();
        stopTokens = folder.stopTokens(tokenizer);
        closingToken = folder.closingToken(tokenizer, stopTokens);
        torch = TorchEngine.start(options);
        manager = torch.newManager();
        try {
            TensorFiles tensors = files.weights();
            weights = DecoderWeights.read(manager, config, DataType.FLOAT32, tensors);
            referenceWeights = spec.loss().klCoefficient() > 0
                    ? DecoderWeights.read(manager, config, DataType.FLOAT32, tensors)
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
        rolloutEngine = new DjlRolloutEngine(
                manager,
                config,
                this::encodePrompt,
                tokenizer,
                stopTokens,
                decoder,
                learner,
                options.generationTokens());
        scorer = new SequenceScorer(manager, config, decoder, options.microBatchTokens(), options.logitElements());
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
        ModelFolder model = ModelFolder.create(shape, new CharTokenizer(alphabet));
        Files.createDirectories(folder);
        try (Stream<Path> existing = Files.list(folder)) {
            if (existing.findAny().isPresent()) {
                throw new IOException(folder + " is not empty: a new policy is written only where nothing is");
            }
        }
        try (NDManager manager = TorchEngine.start(options).newManager();
                DecoderWeights weights = DecoderWeights.random(manager, model.config(), new RandomStreams(seed))) {
            model.write(folder, weights.byFileName(manager));
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
    public void savePolicy(Path target) throws IOException {
        try (NDManager scratch = manager.newSubManager()) {
            folder.write(target, weights.byFileName(scratch));
        }
    }

    @Override
    public void saveState(Path target) throws IOException {
        savePolicy(target);
        optimizer.save(target.resolve(AdamW.FILE));
        ModelFiles.write(target.resolve(LEARNER), Json.bytes(Map.of("version", learner.version())));
    }

    @Override
    public void restoreState(Path source) throws IOException {
        ModelFiles files = new ModelFiles(source.toString());
        ModelConfig saved = ModelConfig.parse(files.bytes(ModelConfig.FILE), files.where(ModelConfig.FILE));
        if (!saved.equals(config)) {
            throw new IOException(
                    files.where(ModelConfig.FILE) + " is of another shape: " + saved + ", the policy is " + config);
        }
        long version = Json.longField(files.bytes(LEARNER), "version", files.where(LEARNER));
        // all is read before anything is changed
        try (NDManager scratch = manager.newSubManager();
                DecoderWeights restored = DecoderWeights.read(scratch, config, DataType.FLOAT32, files.weights())) {
            optimizer.restore(source.resolve(AdamW.FILE));
            List<NDArray> current = weights.all();
            List<NDArray> values = restored.all();
            for (int i = 0; i < values.size(); i++) {
                Slices.overwrite(current.get(i), values.get(i));
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
        return encodeText(prompt);
    }

    @Override
    public int[] encodeResponse(String response) {
        int[] tokens = known(tokenizer.encode(response, false));
        int[] closed = Arrays.copyOf(tokens, tokens.length + 1);
        closed[tokens.length] = closingToken.orElseThrow(() -> new IllegalArgumentException(
                "the policy has no token that ends a response: its files name no eos_token_id"));
        return closed;
    }

    @Override
    public int[] encodeText(String text) {
        return known(tokenizer.encode(text, true));
    }

    /** A tokenizer may have tokens that its model was never given. */
    private int[] known(int[] tokens) {
        for (int token : tokens) {
            if (token >= config.vocabularySize()) {
                throw new IllegalArgumentException("the text has the token \"" + tokenizer.piece(token) + "\" (" + token
                        + "), which the policy does not know: its vocabulary ends at "
                        + (config.vocabularySize() - 1));
            }
        }
        return tokens;
    }

    @Override
    public String decode(int[] tokens) {
        return tokenizer.decode(tokens, tokens.length);
    }

    @Override
    public List<String> tokenPieces(int[] tokens) {
        return Arrays.stream(tokens).mapToObj(tokenizer::piece).toList();
    }

    @Override
    public List<float[]> score(List<int[]> sequences) {
        return scorer.score(sequences);
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
        tokenizer.close();
        manager.close();
    }
}
