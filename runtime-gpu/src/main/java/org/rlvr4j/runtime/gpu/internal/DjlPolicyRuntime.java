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
import org.rlvr4j.api.learning.AdapterOptions;
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
import org.rlvr4j.runtime.gpu.shard.ShardExecutor;

/** A policy on one device of this process; a subclass has its shards computed elsewhere. */
public class DjlPolicyRuntime implements PolicyRuntime {

    private static final String LEARNER = "learner.json";

    /** The folder beside a policy's files that holds its adapter alone. */
    private static final String ADAPTER = "adapter";

    private final TorchEngine torch;
    private final NDManager manager;
    private final ModelFolder folder;
    private final ModelConfig config;
    private final Tokenizer tokenizer;
    private final @Nullable ChatPrompt chat;
    private final Set<Integer> stopTokens;
    private final OptionalInt closingToken;
    private final RotaryTables rotary;
    private final DecoderWeights weights;
    private final String model;
    private final BaseHash baseHash;
    private final @Nullable AdapterWeights adapter;
    private final @Nullable DecoderWeights referenceWeights;
    private final TrainedTensors trained;
    private final TrainedGradients gradients;
    private final GradientPass pass;
    private final @Nullable RemoteShards remote;
    private final StepWork work;
    private final AdamW optimizer;
    private final DjlPolicyLearner learner;
    private final RolloutEngine rolloutEngine;
    private final SequenceScorer scorer;

    /**
     * Loads a policy that is sampled and trained in this process.
     *
     * @param options where to run
     * @param spec which policy
     * @throws IOException if the model cannot be read
     */
    public DjlPolicyRuntime(DjlOptions options, PolicySpec spec) throws IOException {
        this(options, spec, null);
    }

    /** Loads a policy whose shards the executor computes, or this process where there is none. */
    DjlPolicyRuntime(DjlOptions options, PolicySpec spec, @Nullable ShardExecutor executor) throws IOException {
        ModelFiles files = new ModelFiles(spec.model());
        folder = ModelFolder.read(files);
        config = folder.config();
        chat = spec.chat().isOn() ? ChatPrompt.open(spec.chat(), folder) : null;
        tokenizer = folder.tokenizer();
        stopTokens = folder.stopTokens(tokenizer);
        closingToken = folder.closingToken(tokenizer, stopTokens);
        torch = TorchEngine.start(options);
        manager = torch.newManager();
        model = spec.model();
        try {
            TensorFiles tensors = files.weights();
            MatrixPrecision precision = options.dtype() == DjlOptions.DataTypeChoice.FLOAT32
                    ? MatrixPrecision.FLOAT32
                    : new Bfloat16Precision(manager);
            boolean frozen = spec.adapter().kind() != AdapterOptions.Kind.NONE;
            weights = DecoderWeights.read(manager, config, precision, frozen, tensors);
            baseHash = new BaseHash(weights, manager);
            adapter = spec.adapter().kind() == AdapterOptions.Kind.NONE ? null : adapter(spec);
            // beside an adapter the base is frozen, and is its own reference
            referenceWeights = spec.loss().klCoefficient() > 0 && adapter == null && executor == null
                    ? DecoderWeights.read(manager, config, precision, true, tensors)
                    : null;
        } catch (IOException | RuntimeException e) {
            manager.close();
            throw e;
        }
        rotary = new RotaryTables(manager, config);
        Decoder base = new Decoder(config, weights, rotary);
        Decoder decoder = adapter == null ? base : base.with(blocks -> adapter.adapt(blocks, null));
        trained = adapter == null ? weights : adapter;
        gradients = new TrainedGradients(trained, manager);
        optimizer = new AdamW(spec.optimizer(), trained, manager);
        GradientPass.Dropout dropout = dropout(base, spec);
        pass = new GradientPass(
                torch.engine(),
                manager,
                config,
                decoder,
                dropout,
                spec.loss().klCoefficient() > 0 ? reference(base) : null,
                trained,
                spec.loss(),
                options);
        remote = executor == null ? null : new RemoteShards(executor, trained, baseHash, spec.loss(), spec.shards());
        work = remote == null ? new LocalShards(pass, gradients, spec.loss(), spec.shards()) : remote;
        learner = new DjlPolicyLearner(
                manager,
                config,
                work,
                optimizer,
                spec.loss(),
                spec.optimizer(),
                dropout != GradientPass.Dropout.NONE,
                spec.steps());
        RolloutEngine local = new DjlRolloutEngine(
                manager,
                config,
                this::encodePrompt,
                tokenizer,
                stopTokens,
                decoder,
                learner,
                options.generationTokens());
        rolloutEngine = remote == null
                ? ShardedSampling.engine(local, spec.shards())
                : request -> remote.generate(request, learner.version());
        scorer = new SequenceScorer(manager, config, decoder, options.microBatchTokens(), options.logitElements());
    }

    private AdapterWeights adapter(PolicySpec spec) throws IOException {
        AdapterOptions wanted = spec.adapter();
        return wanted.from().isEmpty()
                ? AdapterWeights.create(manager, weights.blocks(), wanted, new RandomStreams(spec.seed()))
                : new PeftFolder(Path.of(wanted.from())).read(manager, weights.blocks(), wanted, baseHash);
    }

    private Decoder reference(Decoder base) {
        return referenceWeights == null ? base : new Decoder(config, referenceWeights, rotary);
    }

    private GradientPass.Dropout dropout(Decoder base, PolicySpec spec) {
        AdapterWeights adapted = adapter;
        double rate = spec.adapter().dropout();
        if (adapted == null || rate == 0) {
            return GradientPass.Dropout.NONE;
        }
        RandomStreams random = new RandomStreams(spec.seed());
        return (decoder, position) ->
                base.with(blocks -> adapted.adapt(blocks, new AdapterDropout(random, rate, position)));
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

    /** Beside an adapter the folder holds the merged model, and the adapter alone in a folder of PEFT's. */
    @Override
    public void savePolicy(Path target) throws IOException {
        try (NDManager scratch = manager.newSubManager()) {
            Map<String, NDArray> tensors = weights.seenByFileName(scratch);
            AdapterWeights adapted = adapter;
            if (adapted != null) {
                tensors.replaceAll(adapted::merged);
                new PeftFolder(target.resolve(ADAPTER)).write(adapted, model, baseHash);
            }
            folder.write(target, tensors);
        }
    }

    /** Beside an adapter the base is not written again: the adapter says by a hash which it is. */
    @Override
    public void saveState(Path target) throws IOException {
        if (adapter == null) {
            try (NDManager scratch = manager.newSubManager()) {
                // not as products see them: the optimiser goes on from the numbers that it holds
                folder.write(target, weights.byFileName(scratch));
            }
        } else {
            new PeftFolder(target.resolve(ADAPTER)).write(adapter, model, baseHash);
        }
        optimizer.save(target.resolve(AdamW.FILE));
        ModelFiles.write(target.resolve(LEARNER), Json.bytes(Map.of("version", learner.version())));
    }

    @Override
    public void restoreState(Path source) throws IOException {
        restore(source, true);
    }

    @Override
    public void restorePolicy(Path source) throws IOException {
        restore(source, false);
    }

    private void restore(Path source, boolean withMoments) throws IOException {
        checkKind(source);
        ModelFiles files = new ModelFiles(source.toString());
        AdapterWeights adapted = adapter;
        if (adapted == null) {
            checkShape(files);
        }
        long version = Json.longField(files.bytes(LEARNER), "version", files.where(LEARNER));
        // all is read before anything is changed
        try (NDManager scratch = manager.newSubManager()) {
            TrainedTensors current = adapted == null ? weights : adapted;
            TrainedTensors restored = adapted == null
                    ? DecoderWeights.read(scratch, config, DataType.FLOAT32, files.weights())
                    : new PeftFolder(source.resolve(ADAPTER))
                            .read(scratch, weights.blocks(), adapted.options(), baseHash);
            if (withMoments) {
                optimizer.restore(source.resolve(AdamW.FILE));
            } else {
                optimizer.forget();
            }
            for (int i = 0; i < restored.all().size(); i++) {
                Slices.overwrite(current.all().get(i), restored.all().get(i));
            }
        }
        learner.restoreVersion(version);
        work.weightsChanged();
    }

    @Nullable
    RemoteShards remote() {
        return remote;
    }

    TrainedTensors trained() {
        return trained;
    }

    TrainedGradients trainedGradients() {
        return gradients;
    }

    GradientPass gradientPass() {
        return pass;
    }

    BaseHash baseHash() {
        return baseHash;
    }

    NDManager newSubManager() {
        return manager.newSubManager();
    }

    void restoreVersion(long version) {
        learner.restoreVersion(version);
    }

    /** All weights and an adapter's are not each other's. */
    private void checkKind(Path source) throws IOException {
        boolean ofAdapter = Files.isDirectory(source.resolve(ADAPTER));
        if (ofAdapter != (adapter != null)) {
            throw new IOException(source + " holds "
                    + (ofAdapter
                            ? "an adapter, and the recipe trains all weights (adapter.kind = none)"
                            : "all weights, and the recipe trains an adapter; model = \"" + source
                                    + "\" would be its base"));
        }
    }

    private void checkShape(ModelFiles files) throws IOException {
        ModelConfig saved = ModelConfig.parse(files.bytes(ModelConfig.FILE), files.where(ModelConfig.FILE));
        if (!saved.equals(config)) {
            throw new IOException(
                    files.where(ModelConfig.FILE) + " is of another shape: " + saved + ", the policy is " + config);
        }
    }

    @Override
    public int contextLength() {
        return config.contextLength();
    }

    @Override
    public int[] encodePrompt(String prompt) {
        // a template writes the start token itself, where its model has one
        return chat == null ? encodeText(prompt) : known(tokenizer.encode(chat.render(prompt), false));
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
        return adapter == null ? weights.parameterCount() : adapter.parameterCount();
    }

    @Override
    public String description() {
        return torch.description();
    }

    @Override
    public String engine() {
        return torch.versionAndDevice();
    }

    @Override
    public void close() {
        tokenizer.close();
        manager.close();
    }
}
