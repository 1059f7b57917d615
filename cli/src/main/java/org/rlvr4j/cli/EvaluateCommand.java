package org.rlvr4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evaluate}: the curves of a model on files of problems, or of a policy on a recipe's held-out problems. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Evaluates a model: of this process (--model) or behind an OpenAI-compatible server (--endpoint), on files of"
                    + " problems (--data) or on the held-out problems of a RECIPE.",
            "",
            "  rlvr4j evaluate --endpoint URL --model NAME --data FILE --verifier math --samples 256 --k 1..256 --out OUT",
            "  rlvr4j evaluate --model DIR --data FILE --verifier math --samples 256 --k 1..256 --out OUT",
            "  rlvr4j evaluate RECIPE [--model DIR] [--out FILE]",
            ""
        },
        footer = {
            "",
            "With --data everything is in the folder OUT: evaluation.json, report.html, and the caches samples.jsonl and",
            "verdicts.jsonl. Killed at any time, the same command goes on: only what is missing is drawn, and what failed is",
            "tried again. A server's key comes from the environment (OPENAI_API_KEY, or the variable named by",
            "--set api-key-env=NAME). docs/evaluating.md has every file and formula.",
            "With a RECIPE and --out FILE the same command goes on, too: FILE.unfinished/ keeps the outcomes of each 16",
            "problems, and is gone when FILE is written. With --rollouts nothing is kept.",
            "Exit code: 0; 1 if too much failed for numbers to be given; 2 for bad input; 130 interrupted."
        })
final class EvaluateCommand implements Callable<Integer>, Interruptible {

    /** What a recipe leaves to be said. */
    private static final Set<String> OF_RECIPES = Set.of("--model", "--out", "--set", "--skip-invalid", "--rollouts");

    @Parameters(
            arity = "0..1",
            paramLabel = "RECIPE",
            description = "A recipe file (HOCON), in place of --data and all that goes with it.")
    @Nullable
    Path recipe;

    @Option(
            names = "--model",
            paramLabel = "DIR|NAME",
            description = "A Hugging Face folder, such as runs/NAME/checkpoints/final, or builtin:countdown-base; with"
                    + " --endpoint the model's name there. Of a RECIPE its model by default.")
    String model = "";

    @Option(
            names = "--runtime",
            paramLabel = "ID",
            description =
                    "Where the model of --model runs: djl, in this process (the default), or spark, on the executors"
                            + " of a cluster, which also judge; --set master=… says which. docs/cluster.md has the rest.")
    String runtime = ModelArguments.DEFAULT_RUNTIME;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Sets an option of the runtime (threads=2, 'master=\"spark://HOST:7077\"') or endpoint (api=completions), or a key of the RECIPE;"
                            + " may be given again. docs/options.md lists them.")
    List<String> overrides = new ArrayList<>();

    @Option(
            names = "--skip-invalid",
            description = "Goes on without broken rows, and without prompts that the model cannot be asked.")
    boolean skipInvalid;

    @Option(
            names = "--rollouts",
            description =
                    "Evaluates what the RECIPE's section rollouts draws from, such as the model of a server, in place"
                            + " of the policy.")
    boolean rollouts;

    @Option(
            names = "--out",
            paramLabel = "OUT",
            description =
                    "The folder of the evaluation, made or gone on with. With a RECIPE a file, which must not exist,"
                            + " for curves and counts as JSON; its report, NAME.html, is written beside it. Until then"
                            + " OUT.unfinished keeps what is done.")
    Path out = Path.of("");

    @Mixin
    EvaluationArguments evaluation = new EvaluationArguments();

    @Mixin
    ColumnArguments columns = new ColumnArguments();

    @Mixin
    SamplingArguments sampling = new SamplingArguments();

    @Spec
    CommandSpec spec = CommandSpec.create();

    private @Nullable RecipeEvaluation evaluationOfRecipe;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path chosen = recipe;
        if (chosen != null) {
            refuseWithRecipe();
            RecipeArguments arguments = new RecipeArguments();
            arguments.recipe = chosen;
            arguments.overrides.addAll(overrides);
            arguments.skipInvalid(skipInvalid);
            RecipeEvaluation ofRecipe = new RecipeEvaluation(arguments, model, rollouts, out, spec.commandLine());
            evaluationOfRecipe = ofRecipe;
            return ofRecipe.run();
        }
        if (rollouts) {
            throw new BadInputException("--rollouts is of a RECIPE with a section rollouts");
        }
        if (evaluation.data.isEmpty()) {
            throw new BadInputException("give --data FILE with a model, or a RECIPE");
        }
        if (out.toString().isEmpty()) {
            throw new BadInputException("--data needs --out OUT, the folder of the evaluation");
        }
        return new DataEvaluation(this).run();
    }

    private void refuseWithRecipe() {
        List<String> misplaced = spec.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !OF_RECIPES.contains(name))
                .distinct()
                .toList();
        if (!misplaced.isEmpty()) {
            throw new BadInputException(
                    String.join(", ", misplaced) + ": of evaluations of --data; a RECIPE says it by its own keys");
        }
    }

    /** Tells whether an option was given. */
    boolean isGiven(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    @Override
    public String afterStop() {
        return evaluationOfRecipe != null
                ? evaluationOfRecipe.afterStop()
                : "what was drawn is in " + out + "; the same command goes on";
    }
}
