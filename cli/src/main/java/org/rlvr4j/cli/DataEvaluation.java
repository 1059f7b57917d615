package org.rlvr4j.cli;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rlvr4j.api.evaluation.PassAtKEstimator;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.spi.StrategyProvider;
import org.rlvr4j.evaluation.EvaluationJson;
import org.rlvr4j.evaluation.EvaluationListener;
import org.rlvr4j.evaluation.EvaluationPlan;
import org.rlvr4j.evaluation.EvaluationResult;
import org.rlvr4j.evaluation.EvaluationRun;
import org.rlvr4j.evaluation.ShownSamples;
import org.rlvr4j.evaluation.cache.EvaluationFolder;
import org.rlvr4j.evaluation.cache.FolderInUseException;
import org.rlvr4j.trainer.StoppedException;
import org.rlvr4j.trainer.config.StrategyCatalog;
import picocli.CommandLine.Model.OptionSpec;

/** {@code evaluate --data}: any model on files of problems, in a folder that holds all that was drawn. */
final class DataEvaluation {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private static final List<String> OF_SAMPLING = List.of(
            "--endpoint",
            "--model",
            "--runtime",
            "--max-tokens",
            "--temperature",
            "--top-k",
            "--top-p",
            "--min-p",
            "--greedy",
            "--chat",
            "--system",
            "--thinking",
            "--date",
            "--stop");

    /** The catalog's metrics, in the order in which they are shown. */
    private static final List<String> METRICS =
            List.of("pass-at-k", "pass-power-k", "majority-at-k", "g-pass-at-k", "bayes-at-n", "cover-at-tau");

    private final EvaluateCommand command;
    private final EvaluationArguments arguments;
    private final StrategyCatalog catalog = Installation.strategies();
    private final PrintWriter out;
    private final Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    DataEvaluation(EvaluateCommand command) {
        this.command = command;
        this.arguments = command.evaluation;
        this.out = command.spec.commandLine().getOut();
    }

    int run() throws IOException, InterruptedException {
        check();
        EvaluationProblems read = EvaluationProblems.read(arguments, command.columns, command.skipInvalid);
        // before the model is opened: a mistake in the plan is told at once
        plan(read);
        StopSignal.install();
        try (ChosenVerifier verifier = ChosenVerifier.of(catalog, arguments.verifier, arguments.verifierOptions);
                EvaluationFolder folder = open();
                Progress progress = new Progress(
                        String.valueOf(command.out.getFileName()),
                        command.spec.commandLine().getErr());
                OpenedSource opened = source(folder, verifier, progress)) {
            tellDamage(folder, progress);
            if (arguments.reverify) {
                folder.verdicts().forget();
            }
            EvaluationProblems problems = read.askable(opened.source(), command.skipInvalid);
            EvaluationRun run =
                    new EvaluationRun(plan(problems), opened.source(), verifier.verifier(), verifier.id(), folder);
            EvaluationResult result = run.run(now -> progress.show(line(now)), StopSignal::isRequested)
                    .orElseThrow(StoppedException::new);
            return finish(folder, problems, opened, result);
        }
    }

    private void check() {
        if (arguments.reverify) {
            List<String> misplaced =
                    OF_SAMPLING.stream().filter(command::isGiven).toList();
            if (!misplaced.isEmpty()) {
                throw new BadInputException(
                        "--reverify opens no model and draws nothing, so it takes no " + String.join(", ", misplaced));
            }
            return;
        }
        if (command.model.isEmpty() && arguments.endpoint.isEmpty()) {
            throw new BadInputException("say which model: --model DIR, or --endpoint URL --model NAME");
        }
        if (!arguments.endpoint.isEmpty() && command.isGiven("--runtime")) {
            throw new BadInputException(
                    "--runtime is of models that this command opens itself; with --endpoint the server"
                            + " runs the model");
        }
        if (command.overrides.stream().anyMatch(assignment -> assignment.strip().startsWith("runtime."))) {
            throw new BadInputException("with --data the runtime is chosen by --runtime, and --set sets its options:"
                    + " --runtime spark --set 'master=\"spark://HOST:7077\"'; keys runtime.… are of a RECIPE");
        }
        if (arguments.endpoint.isEmpty() && !arguments.stops.isEmpty()) {
            throw new BadInputException("--stop needs --endpoint; a model of this process ends at its own stop tokens");
        }
    }

    private EvaluationFolder open() throws IOException {
        try {
            return EvaluationFolder.open(command.out);
        } catch (FolderInUseException e) {
            throw new BadInputException("--out: " + e.getMessage());
        }
    }

    private OpenedSource source(EvaluationFolder folder, ChosenVerifier verifier, Progress progress)
            throws IOException, InterruptedException {
        if (arguments.reverify) {
            return OpenedSource.recorded(folder);
        }
        return arguments.endpoint.isEmpty()
                ? OpenedSource.opened(command, verifier.portable(), progress::say)
                : OpenedSource.atEndpoint(command, progress::say);
    }

    private static void tellDamage(EvaluationFolder folder, Progress progress) {
        long samples = folder.samples().damaged();
        long verdicts = folder.verdicts().damaged();
        if (samples + verdicts > 0) {
            progress.say(samples + " damaged lines of samples.jsonl and " + verdicts
                    + " of verdicts.jsonl are passed over; what they held is drawn and judged again");
        }
    }

    private EvaluationPlan plan(EvaluationProblems problems) {
        int pilot = arguments.pilotSamples();
        try {
            return new EvaluationPlan(
                    problems.problems(),
                    arguments.samples,
                    KList.parse(arguments.k, Math.max(1, arguments.samples - pilot)),
                    command.sampling.seed,
                    METRICS.stream().map(this::metric).toList(),
                    arguments.level,
                    arguments.until(),
                    pilot,
                    arguments.maxFailed);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }

    private PassAtKEstimator metric(String id) {
        return created(catalog.find(StrategyCatalog.Kind.METRIC, id));
    }

    private static <O extends Record> PassAtKEstimator created(StrategyProvider<?, O> provider) {
        return (PassAtKEstimator)
                provider.create(OptionSchema.of(provider.optionsType()).defaults());
    }

    private static ProgressLine line(EvaluationListener.Progress now) {
        long judged = now.done() - now.failed();
        String detail = String.format(
                Locale.ROOT,
                "%.1f %% right%s%s",
                judged == 0 ? 0 : 100.0 * now.correct() / judged,
                now.failed() == 0 ? "" : ", " + now.failed() + " failed",
                now.cached() == 0 ? "" : ", " + now.cached() + " from before");
        return new ProgressLine(now.phase(), now.done(), now.total(), detail);
    }

    private int finish(
            EvaluationFolder folder, EvaluationProblems problems, OpenedSource opened, EvaluationResult result)
            throws IOException {
        ObjectNode document = EvaluationJson.of(result, opened.prices());
        put(document, "data", problems.facts());
        put(document, "options", options());
        put(document, "versions", versions());
        put(document, "run", runFacts(result));
        folder.write(EvaluationFolder.RESULT, JSON.writeValueAsBytes(document));
        folder.write(EvaluationFolder.SHOWN, JSON.writeValueAsBytes(ShownSamples.of(result, folder.samples())));
        out.print(EvaluationText.of(result, document));
        out.println("The numbers are in " + command.out.resolve(EvaluationFolder.RESULT) + ".");
        WrittenReport.of(command.out, command.spec.commandLine().getErr())
                .ifPresent(report -> out.println("The report is in " + report + "."));
        Optional<String> withheld = result.withheld();
        withheld.ifPresent(reason -> command.spec
                .commandLine()
                .getErr()
                .println("rlvr4j: no numbers are given: " + reason
                        + "; the same command tries what failed again, --max-failed allows more"));
        return withheld.isPresent() ? Main.FAILURE : 0;
    }

    private static void put(ObjectNode document, String key, Map<String, String> facts) {
        ObjectNode node = document.putObject(key);
        facts.forEach(node::put);
    }

    /** What the command line said; an endpoint's address may hold no secret, and keys come from the environment. */
    private SortedMap<String, String> options() {
        SortedMap<String, String> options = new TreeMap<>();
        for (OptionSpec option : command.spec.commandLine().getParseResult().matchedOptions()) {
            if (!option.longestName().equals("--endpoint")
                    && !option.longestName().equals("--set")) {
                options.put(option.longestName().substring(2), String.valueOf(option.<Object>getValue()));
            }
        }
        return options;
    }

    private static SortedMap<String, String> versions() {
        SortedMap<String, String> versions = Version.facts();
        versions.put("java", String.valueOf(Runtime.version()));
        return versions;
    }

    private SortedMap<String, String> runFacts(EvaluationResult result) {
        return new TreeMap<>(Map.of(
                "started", started.toString(),
                "finished", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                "drawn", Long.toString(result.drawnNow())));
    }
}
