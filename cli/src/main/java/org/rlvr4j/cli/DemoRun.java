package org.rlvr4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of the demo: an arm with a seed.
 *
 * @param arm the arm
 * @param seed the run's seed; the base has none of its own
 * @param training how it is trained
 */
record DemoRun(Arm arm, long seed, ChildTraining training) {

    private static final String RECIPE = "examples/countdown/recipe.conf";

    /**
     * Plans a run.
     *
     * @param runs the folder of all runs
     * @param userOverrides what the user changed in every arm
     */
    static DemoRun of(Arm arm, long seed, Path runs, List<String> userOverrides) {
        List<String> overrides = new ArrayList<>();
        if (userOverrides.stream().noneMatch(override -> override.startsWith("runtime"))) {
            // runs go side by side; and the same bits come out whatever their number
            overrides.add("runtime.threads=1");
        }
        overrides.addAll(userOverrides);
        overrides.addAll(arm.overrides());
        overrides.add("trainer.seed=" + seed);
        String name = arm == Arm.BASE ? arm.title() : arm.title() + "-seed" + seed;
        return new DemoRun(arm, seed, new ChildTraining(name, Installation.file(RECIPE), "", overrides, runs));
    }
}
