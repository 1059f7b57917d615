package org.rlvr4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.rlvr4j.api.evaluation.SampleSource;
import org.rlvr4j.api.learning.ChatOptions;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.spi.PolicyRuntimeProvider;
import org.rlvr4j.api.spi.PortableRecipe;
import org.rlvr4j.evaluation.TokenPrices;
import org.rlvr4j.evaluation.cache.EvaluationFolder;
import org.rlvr4j.evaluation.cache.SourceId;
import org.rlvr4j.evaluation.source.FileHashes;
import org.rlvr4j.evaluation.source.PolicySampleSource;
import org.rlvr4j.evaluation.source.RecordedSource;
import org.rlvr4j.runtime.endpoint.AnswerOptions;
import org.rlvr4j.runtime.endpoint.EndpointModel;
import org.rlvr4j.runtime.endpoint.EndpointOptions;

/**
 * The model that an evaluation asks.
 *
 * @param source its samples
 * @param prices what its tokens cost; empty where nobody said
 */
record OpenedSource(SampleSource source, Optional<TokenPrices> prices) implements AutoCloseable {

    private static final String ID = "id";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Options of the runtime that change how much is done at a time, but for rounding not what is drawn. */
    private static final Set<String> OF_SPEED =
            Set.of("threads", "generation-tokens", "micro-batch-tokens", "logit-elements", "recompute");

    /** The model whose samples a folder holds; nothing is opened. */
    static OpenedSource recorded(EvaluationFolder folder) {
        SourceId id = folder.samples()
                .lastSource()
                .orElseThrow(() -> new BadInputException(
                        "--reverify: " + folder.path() + " holds no samples; draw some without --reverify"));
        return new OpenedSource(new RecordedSource(id), Optional.empty());
    }

    /** A model that this command opens, in this process or in others, which judge by the verifier. */
    static OpenedSource opened(EvaluateCommand command, PortableRecipe verifier, Consumer<String> notices)
            throws IOException {
        SamplingArguments sampling = command.sampling;
        sampling.check();
        ModelArguments arguments = new ModelArguments();
        arguments.model = command.model;
        arguments.runtime = command.runtime;
        arguments.overrides = command.overrides;
        PolicyRuntime runtime = arguments.open(sampling.chat(), verifier);
        try {
            runtime.notices().forEach(notices);
            SourceId id = new SourceId(identity(arguments, runtime), settings(command));
            return new OpenedSource(
                    new PolicySampleSource(runtime, sampling.sampler(arguments.catalog()), sampling.maxTokens, id),
                    Optional.empty());
        } catch (IOException | RuntimeException e) {
            runtime.close();
            throw e;
        }
    }

    /** A model behind a server. */
    static OpenedSource atEndpoint(EvaluateCommand command, Consumer<String> notices)
            throws IOException, InterruptedException {
        SamplingArguments sampling = command.sampling;
        sampling.checkForServer();
        List<String> assignments = new ArrayList<>();
        assignments.add("url=" + JSON.writeValueAsString(command.evaluation.endpoint));
        assignments.add("model=" + JSON.writeValueAsString(command.model));
        if (!sampling.system.isEmpty()) {
            assignments.add("system=" + JSON.writeValueAsString(sampling.system));
        }
        assignments.addAll(command.overrides);
        EndpointOptions options = ModelArguments.options(assignments, EndpointOptions.class);
        List<String> drawing = new ArrayList<>(sampling.assignments());
        drawing.add("max-tokens=" + sampling.maxTokens);
        drawing.add("stop=" + JSON.writeValueAsString(command.evaluation.stops));
        AnswerOptions answers = ModelArguments.options(drawing, AnswerOptions.class);
        boolean priced = options.prices().prompt() > 0 || options.prices().completion() > 0;
        return new OpenedSource(
                EndpointModel.open(options, answers, notices),
                priced
                        ? Optional.of(new TokenPrices(
                                options.prices().prompt(), options.prices().completion()))
                        : Optional.empty());
    }

    private static SortedMap<String, String> identity(ModelArguments arguments, PolicyRuntime runtime)
            throws IOException {
        SortedMap<String, String> options = arguments.choice().inOneProcess();
        PolicyRuntimeProvider<?> engine = arguments.catalog().findRuntime(options.getOrDefault(ID, ""));
        SortedMap<String, String> identity = new TreeMap<>();
        identity.put("kind", "in-process");
        identity.put("runtime", engine.id());
        identity.put("engine", runtime.engine());
        identity.put("parameters", Long.toString(runtime.parameterCount()));
        if (arguments.model.contains(":")) {
            identity.put("model", arguments.model);
            identity.put("code", FileHashes.ofCode(engine.getClass()));
        } else {
            // the files and not their place, so that a folder may be moved
            FileHashes.ofModel(Path.of(arguments.model)).forEach((name, hash) -> identity.put("file " + name, hash));
        }
        SortedMap<String, String> defaults = defaults(engine);
        options.forEach((key, value) -> {
            if (!key.equals(ID) && !OF_SPEED.contains(key) && !value.equals(defaults.get(key))) {
                identity.put("runtime " + key, value);
            }
        });
        return identity;
    }

    private static <O extends Record> SortedMap<String, String> defaults(PolicyRuntimeProvider<O> provider) {
        OptionSchema<O> schema = OptionSchema.of(provider.optionsType());
        try {
            return schema.texts(schema.defaults());
        } catch (InvalidOptionException e) {
            // one that must be given has none: all are said
            return new TreeMap<>();
        }
    }

    private static SortedMap<String, String> settings(EvaluateCommand command) throws IOException {
        SamplingArguments sampling = command.sampling;
        SortedMap<String, String> settings = new TreeMap<>(Map.of(
                "temperature", Double.toString(sampling.greedy ? 0 : sampling.temperature),
                "top-k", Integer.toString(sampling.topK),
                "top-p", Double.toString(sampling.topP),
                "min-p", Double.toString(sampling.minP),
                "max-tokens", Integer.toString(sampling.maxTokens)));
        ChatOptions chat = sampling.chat();
        boolean file = chat.isOn() && !chat.template().equals(ChatOptions.MODEL);
        settings.put("chat", file ? "sha256 " + FileHashes.of(Path.of(chat.template())) : chat.template());
        settings.put("system", chat.system());
        settings.put("thinking", chat.thinking().name().toLowerCase(java.util.Locale.ROOT));
        settings.put("date", chat.date());
        return settings;
    }

    @Override
    public void close() {
        source.close();
    }
}
