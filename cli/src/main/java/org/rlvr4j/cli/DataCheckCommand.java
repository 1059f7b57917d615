package org.rlvr4j.cli;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.spi.PolicyRuntimeProvider;
import org.rlvr4j.data.FileRows;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code data check}: counts, lengths, duplicates, contamination, and gold answers against their verifier. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Counts rows, measures prompts, finds broken rows, duplicates, and overlap with evaluation files, and"
                        + " verifies every gold answer against itself.",
        footer = {
            "",
            "Exit code: 0; 1 if rows are broken, a gold answer is not accepted, or texts overlap with --against; 2 for",
            "mistakes of the command line."
        })
final class DataCheckCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    @Mixin
    DataArguments arguments = new DataArguments();

    @Option(
            names = "--against",
            arity = "1..*",
            paramLabel = "EVAL_FILE",
            description = "Files of an evaluation, no problem of which should be in FILE.")
    List<Path> against = new ArrayList<>();

    @Option(
            names = "--against-mapping",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = "What the columns of those files mean (default: ${DEFAULT-VALUE}).")
    String againstMapping = "auto";

    @Option(
            names = "--ngram",
            paramLabel = "N",
            defaultValue = "13",
            description = "How many words in a row two texts must share to overlap (default: ${DEFAULT-VALUE}).")
    int ngram = 13;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Measures prompts in this policy's tokens; in words by default.")
    String model = "";

    @Option(
            names = "--verifier",
            paramLabel = "ID",
            defaultValue = "auto",
            description =
                    "Verifies gold answers by this verifier: math (the answer boxed), code (the canonical solution,"
                            + " in the sandbox), another's id, none, or auto, by the mapping (default: ${DEFAULT-VALUE}).")
    String verifier = GoldCheck.AUTO;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets an option of the verifier; may be given again.")
    List<String> overrides = new ArrayList<>();

    @Option(names = "--json", description = "Prints everything found as JSON, up to 1000 of a kind.")
    boolean json;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (ngram < 1) {
            throw new BadInputException("--ngram " + ngram + " must be at least 1");
        }
        List<FileRows> files = arguments.read();
        List<FileRows> others = arguments.read(against, againstMapping, false);
        StopSignal.install();
        DataFindings findings;
        try (PolicyRuntime policy = model.isEmpty() ? null : open()) {
            findings = DataFindings.of(ngram, files, described(files, policy), others, described(others, policy));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? JSON.writeValueAsString(findings) + "\n" : DataCheckText.of(findings));
        out.flush();
        return findings.isBad() ? Main.FAILURE : 0;
    }

    private List<DataFindings.FileFindings> described(List<FileRows> files, @Nullable PolicyRuntime policy)
            throws IOException {
        ToIntFunction<String> length = policy == null ? DataFindings::words : text -> tokens(policy, text);
        List<DataFindings.FileFindings> described = new ArrayList<>();
        for (FileRows file : files) {
            described.add(new DataFindings.FileFindings(
                    file.options().path().toString(),
                    file.sha256(),
                    file.mapping(),
                    file.count(),
                    file.broken(),
                    file.firstBroken(),
                    policy == null ? "words" : "tokens",
                    DataFindings.Lengths.of(file.rows(), length),
                    GoldCheck.of(file, verifier, overrides)));
        }
        return described;
    }

    private int tokens(PolicyRuntime policy, String text) {
        try {
            return policy.encodePrompt(text).length;
        } catch (IllegalArgumentException e) {
            throw new BadInputException("--model " + model + " cannot read a prompt: " + e.getMessage());
        }
    }

    private PolicyRuntime open() {
        PolicySpec policy = new PolicySpec(
                model,
                OptionSchema.of(LossOptions.class).defaults(),
                OptionSchema.of(OptimizerOptions.class).defaults(),
                0);
        try {
            return open(Installation.strategies().findRuntime("djl"), policy);
        } catch (IOException e) {
            throw new BadInputException("--model " + model + ": " + e.getMessage());
        }
    }

    private static <O extends Record> PolicyRuntime open(PolicyRuntimeProvider<O> provider, PolicySpec policy)
            throws IOException {
        return provider.open(OptionSchema.of(provider.optionsType()).defaults(), policy);
    }
}
