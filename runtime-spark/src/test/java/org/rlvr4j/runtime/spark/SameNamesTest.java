package org.rlvr4j.runtime.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.rollout.JudgingRolloutEngine;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.trainer.Verification;
import org.rlvr4j.trainer.config.StrategyCatalog;
import org.rlvr4j.trainer.config.TrainingRecipe;
import org.rlvr4j.trainer.plugin.PluginFolder;

/** Plugins whose classes have the same names and do different things: each recipe gets its own, also in one executor. */
class SameNamesTest {

    private static final String CLUSTER =
            "id = spark, master = \"local-cluster[1,1,1024]\", executor-memory = 512m, network-timeout-seconds = 60";

    @TempDir
    Path folder;

    private List<PluginFolder> two;
    private List<PluginFolder> changed;

    @BeforeEach
    void writePlugins() throws IOException {
        Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
        two = List.of(
                new PluginFolder(new StrategyPlugin("warm", "even-length", 0, "warmer", 1.25).writeTo(folder)),
                new PluginFolder(new StrategyPlugin("cold", "odd-length", 1, "colder", 0.5).writeTo(folder)));
        // a later version of the first: its ids are the same, too
        changed = List.of(new PluginFolder(
                new StrategyPlugin("warm", "even-length", 1, "warmer", 0.5).writeTo(folder.resolve("later"))));
    }

    private TrainingRecipe recipe(List<PluginFolder> plugins, String verifier, String sampler, String runtime)
            throws IOException {
        Path file = Files.createTempFile(folder, "recipe", ".conf");
        Files.writeString(file, ClusterTraining.text(verifier, sampler, 1) + "runtime { " + runtime + " }\n");
        return TrainingRecipe.read(file, List.of(), StrategyCatalog.load(plugins));
    }

    private List<TrainingRecipe> recipes(String runtime) throws IOException {
        return List.of(
                recipe(two, "odd-length", "warmer", runtime),
                recipe(two, "even-length", "warmer", runtime),
                // the same text
                recipe(changed, "even-length", "warmer", runtime));
    }

    private static SamplingRequest request(TrainingRecipe recipe) {
        return new SamplingRequest(
                recipe.recipe().problems().training().subList(0, 2),
                4,
                8,
                recipe.recipe().tokenSampler(),
                new RandomStreams(1),
                "t",
                0,
                0);
    }

    /** What each recipe samples, and its verdicts on it, with all policies open at a time. */
    private static List<List<VerifiedGroup>> judged(List<TrainingRecipe> recipes) throws IOException {
        List<PolicyRuntime> open = new ArrayList<>();
        try {
            for (TrainingRecipe recipe : recipes) {
                open.add(recipe.runtime().open(recipe.policy(), recipe.portable()));
            }
            List<List<VerifiedGroup>> judged = new ArrayList<>();
            for (int i = 0; i < recipes.size(); i++) {
                judged.add(judged(recipes.get(i), open.get(i)));
            }
            return judged;
        } finally {
            open.forEach(PolicyRuntime::close);
        }
    }

    private static List<VerifiedGroup> judged(TrainingRecipe recipe, PolicyRuntime runtime) {
        if (runtime.rolloutEngine() instanceof JudgingRolloutEngine judging) {
            return judging.generateJudged(request(recipe));
        }
        Verification verification = new Verification(recipe.recipe().verifier());
        return runtime.rolloutEngine().generate(request(recipe)).stream()
                .map(verification::judge)
                .toList();
    }

    private static List<String> texts(List<VerifiedGroup> groups) {
        return groups.stream()
                .flatMap(group -> group.rollouts().stream())
                .map(Rollout::text)
                .toList();
    }

    @Test
    void eachRecipeRunsItsOwnClassesAsInOneProcess() throws IOException {
        List<TrainingRecipe> here = recipes("id = djl, threads = 1");
        Class<?> first = here.get(0).recipe().tokenSampler().getClass();
        Class<?> last = here.get(2).recipe().tokenSampler().getClass();
        assertEquals(first.getName(), last.getName());
        assertNotSame(first, last);
        List<List<VerifiedGroup>> expected = judged(here);
        List<List<VerifiedGroup>> found = judged(recipes(CLUSTER));
        for (int i = 0; i < expected.size(); i++) {
            for (int g = 0; g < expected.get(i).size(); g++) {
                VerifiedGroup one = expected.get(i).get(g);
                VerifiedGroup other = found.get(i).get(g);
                assertEquals(one.verdicts(), other.verdicts());
                assertEquals(0, other.failures());
                for (int r = 0; r < one.rollouts().size(); r++) {
                    assertArrayEquals(
                            one.rollouts().get(r).tokens(),
                            other.rollouts().get(r).tokens());
                }
            }
        }
        // the wrong class would have shown: verifiers of one text say opposite things, samplers draw other texts
        assertEquals(texts(found.get(0)), texts(found.get(1)));
        for (int g = 0; g < found.get(0).size(); g++) {
            VerifiedGroup one = found.get(0).get(g);
            assertEquals(one.size() - one.successes(), found.get(1).get(g).successes());
        }
        assertNotEquals(texts(found.get(1)), texts(found.get(2)));
    }
}
