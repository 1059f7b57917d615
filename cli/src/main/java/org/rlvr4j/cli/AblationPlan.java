package org.rlvr4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.trainer.config.AblationRecipe;
import org.rlvr4j.trainer.config.Provenance;

/**
 * What an ablation trains: the base once, and each arm with each seed.
 *
 * @param recipe the ablation
 * @param seeds the seeds of every arm
 * @param base evaluates the policy before training
 * @param runs arm by arm, seed by seed
 */
record AblationPlan(AblationRecipe recipe, List<Long> seeds, ChildTraining base, List<Run> runs) {

    private static final String THREADS = "runtime.threads";

    /**
     * One run of an arm.
     *
     * @param arm the arm's name
     * @param seed the seed
     * @param training how it is trained
     */
    record Run(String arm, long seed, ChildTraining training) {}

    AblationPlan {
        seeds = List.copyOf(seeds);
        runs = List.copyOf(runs);
    }

    /**
     * Plans.
     *
     * @param file the recipe
     * @param recipe what it says
     * @param overrides what the user changes in it
     * @param seeds the seeds
     * @param out the folder of all runs
     * @param atATime runs at a time, which share the cores
     */
    static AblationPlan of(
            Path file, AblationRecipe recipe, List<String> overrides, List<Long> seeds, Path out, int atATime)
            throws IOException {
        int jobs = 1 + recipe.arms().size() * seeds.size();
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / Math.min(atATime, jobs));
        Planner planner = new Planner(file, overrides, out, sharesThreads(recipe) ? threads : 0);
        List<Run> runs = new ArrayList<>();
        for (AblationRecipe.ArmRecipe arm : recipe.arms()) {
            for (long seed : seeds) {
                runs.add(new Run(
                        arm.name(),
                        seed,
                        planner.plan(arm.name() + "-seed" + seed, arm.name(), List.of("trainer.seed=" + seed))));
            }
        }
        ChildTraining base = planner.plan(AblationRecipe.BASE, AblationRecipe.BASE, List.of());
        return new AblationPlan(recipe, seeds, base, runs);
    }

    /** Whether the engine's threads are divided among the runs: not where the user says how many. */
    private static boolean sharesThreads(AblationRecipe recipe) {
        return !recipe.gives().test(THREADS)
                && OptionSchema.of(recipe.base().runtime().provider().optionsType()).entries().stream()
                        .anyMatch(entry -> THREADS.equals("runtime." + entry.key()));
    }

    private record Planner(Path file, List<String> overrides, Path out, int threads) {

        ChildTraining plan(String name, String arm, List<String> own) throws IOException {
            List<String> all = new ArrayList<>(overrides);
            if (threads > 0) {
                // a run that was begun keeps its number, whatever the parallelism is today
                all.add(THREADS + "="
                        + Provenance.recorded(out.resolve(name), THREADS).orElse(Integer.toString(threads)));
            }
            all.addAll(own);
            return new ChildTraining(name, file, arm, all, out);
        }
    }
}
