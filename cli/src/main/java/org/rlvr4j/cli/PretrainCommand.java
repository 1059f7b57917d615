package org.rlvr4j.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.api.learning.StepReport;
import org.rlvr4j.trainer.Pretraining;
import org.rlvr4j.trainer.config.PretrainingRecipe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pretrain}: makes a base by imitating demonstrations. */
@Command(
        name = "pretrain",
        mixinStandardHelpOptions = true,
        description = "Makes a small base policy by imitating generated demonstrations.")
final class PretrainCommand implements Callable<Integer>, Interruptible {

    @Mixin
    RecipeArguments arguments = new RecipeArguments();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where the base goes; must be missing or empty.")
    Path out = Path.of("");

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PretrainingRecipe recipe =
                PretrainingRecipe.read(arguments.recipe, arguments.overrides, Installation.strategies());
        requireEmpty(out);
        // beside its place until it is whole
        Path target = out.toAbsolutePath().normalize();
        Files.createDirectories(target.getParent());
        Path unfinished = target.resolveSibling("." + target.getFileName() + ".unfinished-"
                + ProcessHandle.current().pid());
        Files.createDirectory(unfinished);
        try {
            Path initial = unfinished.resolve("initial");
            recipe.runtime()
                    .initialise(
                            initial,
                            recipe.shape(),
                            recipe.source().alphabet(),
                            recipe.options().seed());
            Path finished = Files.createDirectory(unfinished.resolve("finished"));
            train(recipe, initial, finished);
            Files.move(finished, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            delete(unfinished);
        }
        spec.commandLine()
                .getOut()
                .println("The base is in " + out + "; a recipe trains it by model = \"" + out + "\".");
        return 0;
    }

    private void train(PretrainingRecipe recipe, Path initial, Path finished) throws IOException {
        int steps = recipe.options().steps();
        PolicySpec policy = new PolicySpec(initial.toString(), recipe.loss(), recipe.optimizer(), steps);
        StopSignal.install();
        try (PolicyRuntime runtime = recipe.runtime().open(policy);
                Progress progress = new Progress(
                        String.valueOf(out.getFileName()), spec.commandLine().getErr())) {
            new Pretraining(recipe.source(), runtime, recipe.options())
                    .run(
                            (report, step) ->
                                    progress.show(new ProgressLine("pre-training", step, steps, detail(report))),
                            StopSignal::isRequested);
            runtime.savePolicy(finished);
        }
    }

    private static String detail(StepReport report) {
        return String.format(Locale.ROOT, "loss %.3f  entropy %.2f", report.loss(), report.entropy());
    }

    private static void requireEmpty(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new BadInputException("--out " + folder + " is a file; name a folder");
        }
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
                if (children.iterator().hasNext()) {
                    throw new BadInputException(
                            "--out " + folder + " is not empty and nothing is overwritten; name another folder");
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                if (Files.isDirectory(child)) {
                    delete(child);
                } else {
                    Files.delete(child);
                }
            }
        }
        Files.delete(folder);
    }

    @Override
    public String afterStop() {
        return "nothing was written; pre-training starts anew";
    }
}
