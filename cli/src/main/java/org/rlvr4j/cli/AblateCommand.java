package org.rlvr4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.rlvr4j.cli.ablation.AblationFiles;
import org.rlvr4j.trainer.RecipeChecks;
import org.rlvr4j.trainer.config.AblationRecipe;
import org.rlvr4j.trainer.config.AcceptedChanges;
import org.rlvr4j.trainer.config.InvalidRecipeException;
import org.rlvr4j.trainer.config.Mistake;
import org.rlvr4j.trainer.run.FolderLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ablate}: the arms of a recipe, trained with the same seeds and compared with intervals. */
@Command(
        name = "ablate",
        mixinStandardHelpOptions = true,
        description = "Trains the arms of a recipe's ablation with the same seeds and says which differ.",
        footer = {"", "The same command again does only what is missing. docs/ablations.md says more."})
final class AblateCommand implements Callable<Integer>, Interruptible {

    @Mixin
    RecipeArguments arguments = new RecipeArguments();

    @Option(
            names = "--seeds",
            paramLabel = "SEEDS",
            description = "How many (5), or which (101,102 or 201-205); the recipe's ablation.seeds by default.")
    String seeds = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where runs and results go (default: runs/RECIPE-ablation).")
    Path out = Path.of("");

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "Runs at a time; they share the cores (default: the number of cores, less where memory is"
                    + " short). It changes no result.")
    int parallel;

    @Option(
            names = "--whole-arms",
            description =
                    "With runtime.id=spark: runs each arm whole as one process on an executor's machine, in place of"
                            + " spreading its steps over all. Recipe, files and --out must be on a file system that all machines"
                            + " share. It changes no result.")
    boolean wholeArms;

    @Option(
            names = "--accept-changes",
            paramLabel = "KEY",
            arity = "0..1",
            split = ",",
            fallbackValue = EVERY_CHANGE,
            description =
                    "Goes on with runs of an earlier call though recipe, code, model or problems have changed since"
                            + " then; with keys or sections, though these have.")
    List<String> acceptedChanges = new ArrayList<>();

    @Option(names = "--dry-run", description = "Says what would be trained and what it costs, and trains nothing.")
    boolean dryRun;

    @Mixin
    CostArguments cost = new CostArguments();

    @Spec
    CommandSpec spec = CommandSpec.create();

    /** Stands for --accept-changes without keys. */
    private static final String EVERY_CHANGE = "*";

    @Override
    public Integer call() throws IOException {
        boolean chosen = spec.commandLine().getParseResult().hasMatchedOption("--parallel");
        if (chosen) {
            ChildTrainings.requireBetween("--parallel", parallel, 1, ChildTrainings.MOST_PARALLEL);
        }
        AblationRecipe recipe = read(arguments.overrides);
        List<String> overrides = arguments.overrides;
        Optional<ArmPlacement<?>> placement = Optional.empty();
        if (wholeArms) {
            ArmPlacement<?> machines = ArmPlacement.of(recipe.base().runtime());
            placement = Optional.of(machines);
            overrides = machines.overrides(arguments.overrides);
            recipe = read(overrides);
        }
        List<Long> chosenSeeds = SeedList.parse(seeds, recipe.options().seeds());
        if (out.toString().isEmpty()) {
            out = Path.of("runs", arguments.stem() + "-ablation");
        }
        // machines take what they have room for
        int fitting = wholeArms ? ChildTrainings.MOST_PARALLEL : ChildTrainings.fittingHere();
        int atATime = chosen ? parallel : fitting;
        AblationPlan plan = AblationPlan.of(arguments.recipe, recipe, overrides, chosenSeeds, out, atATime);
        Optional<DryRun> known = look(recipe);
        if (dryRun) {
            List<ChildTraining> waiting = new AblationProgress(plan, arguments.recipe, out).readFinished(accepted());
            announce(plan, waiting, side(atATime, waiting), known);
            return 0;
        }
        FolderLock taken = ChildTrainings.takeFolder(out);
        try {
            return train(plan, atATime, known, placement);
        } finally {
            taken.close();
        }
    }

    private AblationRecipe read(List<String> overrides) {
        return AblationRecipe.read(
                arguments.recipe,
                overrides,
                dryRun ? Installation.strategies().withoutFiles() : Installation.strategies());
    }

    private AcceptedChanges accepted() {
        return new AcceptedChanges(acceptedChanges.contains(EVERY_CHANGE), acceptedChanges);
    }

    private static int side(int atATime, List<ChildTraining> waiting) {
        return Math.max(1, Math.min(atATime, waiting.size()));
    }

    private int train(AblationPlan plan, int atATime, Optional<DryRun> known, Optional<ArmPlacement<?>> placement)
            throws IOException {
        AblationProgress results = new AblationProgress(plan, arguments.recipe, out);
        List<ChildTraining> waiting = results.readFinished(accepted());
        int side = side(atATime, waiting);
        announce(plan, waiting, side, known);
        List<String> whenResumed = acceptedChanges.isEmpty()
                ? List.of()
                : acceptedChanges.contains(EVERY_CHANGE)
                        ? List.of("--accept-changes")
                        : List.of("--accept-changes=" + String.join(",", acceptedChanges));
        ChildTrainings trainings;
        List<ChildRuns.Outcome> failed;
        try (ChildLauncher launcher = launcher(placement, waiting)) {
            trainings = new ChildTrainings(spec, false, whenResumed, launcher);
            failed = trainings.run(waiting, side, results::completed);
        }
        for (ChildRuns.Outcome outcome : failed) {
            results.failed(outcome);
        }
        PrintWriter stdout = spec.commandLine().getOut();
        results.write().ifPresent(gist -> {
            stdout.println();
            stdout.print(gist);
            stdout.println();
            stdout.println("All of it is in " + out.resolve(AblationFiles.MARKDOWN) + ", the numbers in "
                    + out.resolve(AblationFiles.JSON) + ".");
            WrittenReport.of(out, spec.commandLine().getErr())
                    .ifPresent(report -> stdout.println("Open " + report + " in a browser for the pictures."));
        });
        return trainings.complain(failed);
    }

    /** Connects to other machines only where there is something to run. */
    private static ChildLauncher launcher(Optional<ArmPlacement<?>> placement, List<ChildTraining> waiting)
            throws IOException {
        return placement.isPresent() && !waiting.isEmpty()
                ? new PlacedChildren(placement.get().connect())
                : new LocalChildren();
    }

    /** Opens the policy once, to refuse what shows only then; a dry run does without it where it is not there. */
    private Optional<DryRun> look(AblationRecipe recipe) {
        if (dryRun && !missing(recipe).isEmpty()) {
            return DryRun.of(recipe.base());
        }
        try (Session session = new Session(recipe.base())) {
            Set<Mistake> mistakes = new LinkedHashSet<>();
            for (AblationRecipe.ArmRecipe arm : recipe.arms()) {
                RecipeChecks.check(arm.recipe().recipe(), session.runtime())
                        .forEach(conflict -> mistakes.add(new Mistake(
                                arm.recipe().where().apply(conflict.key()), conflict.key(), conflict.message())));
            }
            if (!mistakes.isEmpty()) {
                throw new InvalidRecipeException(List.copyOf(mistakes));
            }
            return DryRun.of(recipe.base(), session);
        }
    }

    private static List<String> missing(AblationRecipe recipe) {
        return DryRun.plan(recipe.base())
                .map(policy -> DryRun.missing(recipe.base(), policy))
                .orElse(List.of());
    }

    private void announce(AblationPlan plan, List<ChildTraining> waiting, int side, Optional<DryRun> known)
            throws IOException {
        PrintWriter stdout = spec.commandLine().getOut();
        stdout.println(plan.recipe().arms().size() + " arm(s) with the same "
                + plan.seeds().size() + " seed(s) "
                + plan.seeds() + ": "
                + (waiting.isEmpty() ? "all done already" : waiting.size() + " run(s) to do, " + side + " at a time")
                + ". Everything goes to " + out + ".");
        for (AblationRecipe.ArmRecipe arm : plan.recipe().arms()) {
            stdout.println("  " + arm.name() + "  " + settings(arm));
        }
        Path existing = out.toAbsolutePath().normalize();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        long free = Files.getFileStore(existing).getUsableSpace();
        AblationCost total = AblationCost.of(plan, waiting, known, cost);
        stdout.println(total.describe(free, cost.throughput()));
        if (dryRun && !missing(plan.recipe()).isEmpty()) {
            stdout.println("Not there yet: " + String.join(", ", missing(plan.recipe())) + ".");
        }
        if (total.diskBytes() > free) {
            stdout.println("The disk may become full: --out names a folder on another one.");
        }
    }

    private static String settings(AblationRecipe.ArmRecipe arm) {
        return arm.settings().isEmpty()
                ? "(the recipe as it is)"
                : arm.settings().entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .collect(Collectors.joining(" "));
    }

    @Override
    public String afterStop() {
        return "the same command goes on";
    }
}
