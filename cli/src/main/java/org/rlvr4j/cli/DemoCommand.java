package org.rlvr4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.trainer.Evaluator;
import org.rlvr4j.trainer.TrainingRun;
import org.rlvr4j.trainer.config.StrategyCatalog;
import org.rlvr4j.trainer.config.TrainingRecipe;
import org.rlvr4j.trainer.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: three gates trained from the same base with paired seeds, and what each did to Pass@k. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Trains three gates from the shipped base and compares their Pass@k on held-out problems.")
final class DemoCommand implements Callable<Integer> {

    /** Seeds below this were used to choose the recipe and are never reported. */
    private static final long FIRST_SEED = 101;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1",
            description = "Paired seeds, from 101 on (default: ${DEFAULT-VALUE}; the README's table has 5).")
    int seeds = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "runs/demo",
            description = "Where runs and summary.json go (default: ${DEFAULT-VALUE}); an interrupted demo goes on.")
    Path out = Path.of("runs/demo");

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Overrides a key of the recipe in every arm.")
    List<String> overrides = new ArrayList<>();

    @Spec
    CommandSpec spec = CommandSpec.create();

    /** An arm of the comparison. */
    private enum Arm {
        UNIFORM("uniform", "gate.id=uniform"),
        ZERO_SUCCESS_ONLY("zero-success-only", "gate.id=zero-success-only"),
        BBG("bbg", "gate.id=bbg");

        private final String title;
        private final String override;

        Arm(String title, String override) {
            this.title = title;
            this.override = override;
        }
    }

    @Override
    public Integer call() throws IOException {
        if (seeds < 1 || seeds > 1000) {
            throw new BadInputException("--seeds " + seeds + " must be between 1 and 1000");
        }
        Files.createDirectories(out.toAbsolutePath());
        StopSignal.install();
        PrintWriter stdout = spec.commandLine().getOut();
        stdout.println("Three gates, the same base, " + seeds + " paired seed(s); results go to " + out + ".");
        stdout.flush();
        TrainingRecipe recipe = read(Arm.UNIFORM, FIRST_SEED);
        Comparison comparison = new Comparison(
                recipe.recipe().problems().description(),
                recipe.recipe().evaluation().samples(),
                evaluateBase(recipe));
        for (long seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed++) {
            for (Arm arm : Arm.values()) {
                comparison.add(arm.title, seed, train(arm, seed));
                comparison.writeSummary(out.resolve("summary.json"));
            }
        }
        stdout.println();
        stdout.print(comparison.table());
        stdout.println("Everything is in " + out + "; the numbers are in " + out.resolve("summary.json") + ".");
        return 0;
    }

    private TrainingRecipe read(Arm arm, long seed) {
        List<String> all = new ArrayList<>(overrides);
        all.add(arm.override);
        all.add("trainer.seed=" + seed);
        return TrainingRecipe.read(Installation.file("examples/countdown/recipe.conf"), all, StrategyCatalog.load());
    }

    private static List<ProblemOutcome> evaluateBase(TrainingRecipe recipe) {
        try (Session session = new Session(recipe);
                Progress progress = new Progress("base")) {
            return new Evaluator(recipe.recipe(), session.runtime().rolloutEngine(), progress)
                    .evaluate(0, StopSignal::isRequested)
                    .outcomes();
        }
    }

    private List<ProblemOutcome> train(Arm arm, long seed) throws IOException {
        String name = arm.title + "-seed" + seed;
        Path folder = out.resolve(name);
        boolean begun = Files.exists(folder.resolve("recipe.conf"));
        try (Session session = new Session(read(arm, seed));
                Progress progress = new Progress(name)) {
            TrainingRun.Result result =
                    session.train(folder, begun ? RunFolder.Existing.RESUME : RunFolder.Existing.REFUSE, progress);
            RunEvent.Evaluated evaluation = result.evaluation();
            if (evaluation == null) {
                throw new BadInputException("the demo needs held-out problems");
            }
            return evaluation.outcomes();
        }
    }
}
