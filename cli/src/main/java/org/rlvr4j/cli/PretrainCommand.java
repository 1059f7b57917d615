package org.rlvr4j.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.trainer.Pretraining;
import org.rlvr4j.trainer.config.PretrainingRecipe;
import org.rlvr4j.trainer.config.StrategyCatalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pretrain}: makes a base by imitating demonstrations. */
@Command(
        name = "pretrain",
        mixinStandardHelpOptions = true,
        description = "Makes a small base policy by imitating generated demonstrations.")
final class PretrainCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RECIPE", description = "A pre-training recipe (HOCON).")
    Path recipe = Path.of("");

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Overrides a key of the recipe.")
    List<String> overrides = new ArrayList<>();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the base goes; must be empty.")
    Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        PretrainingRecipe read = PretrainingRecipe.read(recipe, overrides, StrategyCatalog.load());
        requireEmpty(out);
        Path parent = out.toAbsolutePath().normalize().getParent();
        Files.createDirectories(parent);
        Path initial = Files.createTempDirectory("rlvr4j-initial");
        read.runtime()
                .initialise(
                        initial,
                        read.shape(),
                        read.source().alphabet(),
                        read.options().seed());
        PolicySpec spec = new PolicySpec(
                initial.toString(),
                read.loss(),
                read.optimizer(),
                read.options().steps());
        StopSignal.install();
        try (PolicyRuntime runtime = read.runtime().open(spec);
                Progress progress = new Progress(String.valueOf(out.getFileName()))) {
            new Pretraining(read.source(), runtime, read.options())
                    .run(
                            (report, step) -> progress.pretrained(
                                    report, step, read.options().steps()),
                            StopSignal::isRequested);
            Files.createDirectories(out);
            runtime.savePolicy(out);
        } finally {
            deleteFiles(initial);
        }
        System.out.println("The base is in " + out + ".");
        return 0;
    }

    private static void requireEmpty(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new BadInputException("--out " + folder + " is a file");
        }
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
                if (children.iterator().hasNext()) {
                    throw new BadInputException("--out " + folder + " is not empty; nothing is overwritten");
                }
            }
        }
    }

    private static void deleteFiles(Path folder) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                Files.delete(child);
            }
        }
        Files.delete(folder);
    }
}
