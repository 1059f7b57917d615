package org.rlvr4j.runtime.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.rollout.JudgingRolloutEngine;
import org.rlvr4j.api.rollout.LogitOps;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.trainer.config.TrainingRecipe;

/** Training in one process, on a local master and on a cluster of processes gives the same bits. */
class ClusterTrainingTest {

    private static final String ONE_PROCESS = "id = djl, threads = 1";
    private static final String LOCAL = "id = spark, master = \"local[1]\"";
    private static final String CLUSTER =
            "id = spark, master = \"local-cluster[2,1,1024]\", executor-memory = 512m, network-timeout-seconds = 60,"
                    // a new executor then needs whole weights and changes; a lost one may have written rollouts
                    + " weights = changes, rollouts-by-executors = true";

    @TempDir
    Path folder;

    /** Stands for the end of the driver's process. */
    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** The Java processes that this one has started; their command lines are longer than the system tells. */
    private static List<ProcessHandle> executors() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .toList();
    }

    /**
     * The cluster loses an executor between sampling and the gradient of step 2; its driver crashes after step 2, and the run
     * goes on in one process of another master.
     */
    @Test
    void theBitsAreThoseOfOneProcessThroughLossesAndCrashes() throws IOException {
        ClusterTraining training = new ClusterTraining(folder);
        ClusterTraining.Left expected = training.train("one", ONE_PROCESS, event -> {});
        List<ProcessHandle> killed = new ArrayList<>();
        ClusterTraining.Left cluster = training.train("cluster", CLUSTER, event -> {
            if (event instanceof RunEvent.GroupDecided decided && decided.step() == 2 && killed.isEmpty()) {
                ProcessHandle executor = executors().get(0);
                assertTrue(executor.destroyForcibly());
                killed.add(executor);
            }
        });
        assertEquals(expected, cluster);
        assertFalse(expected.rollouts().isEmpty());
        assertTrue(Files.isDirectory(folder.resolve("cluster/rollouts/step-00000002")));
        assertEquals(1, killed.size());
        assertFalse(killed.get(0).isAlive());

        assertThrows(
                Crash.class,
                () -> training.train("crashed", LOCAL, event -> {
                    if (event instanceof RunEvent.CheckpointSaved saved && saved.step() == 2) {
                        throw new Crash();
                    }
                }));
        ClusterTraining.Left resumed = training.train("crashed", LOCAL.replace("local[1]", "local[2]"), event -> {});
        assertEquals(expected.weights(), resumed.weights());
        assertEquals(expected.evaluations(), resumed.evaluations());
    }

    @Test
    void executorsJudgeAndSayWhatOneProcessSays() throws IOException {
        TrainingRecipe recipe = new ClusterTraining(folder).recipe(LOCAL);
        try (PolicyRuntime runtime = recipe.runtime().open(recipe.policy(), recipe.portable())) {
            assertTrue(runtime.rolloutEngine() instanceof JudgingRolloutEngine);
            assertTrue(runtime.description().startsWith("Spark 4"), runtime.description());
            SamplingRequest unreadable = new SamplingRequest(
                    List.of(new Problem("odd", "Ω", "")),
                    1,
                    4,
                    recipe.recipe().tokenSampler(),
                    new RandomStreams(1),
                    "t",
                    0,
                    0);
            IllegalArgumentException e = assertThrows(
                    IllegalArgumentException.class,
                    () -> runtime.rolloutEngine().generate(unreadable));
            assertTrue(String.valueOf(e.getMessage()).startsWith("problem odd: "), e.getMessage());
            Object unserialisable = new Object();
            SamplingRequest bound = new SamplingRequest(
                    recipe.recipe().problems().training().subList(0, 1),
                    1,
                    4,
                    new TokenSampler() {
                        @Override
                        public <L> L restrict(L logits, LogitOps<L> ops) {
                            return unserialisable.equals(logits) ? logits : ops.divide(logits, 2);
                        }
                    },
                    new RandomStreams(1),
                    "t",
                    0,
                    0);
            e = assertThrows(
                    IllegalArgumentException.class,
                    () -> runtime.rolloutEngine().generate(bound));
            assertTrue(String.valueOf(e.getMessage()).contains("cannot travel to executors"), e.getMessage());
        }
        // without a recipe the verifier is not known elsewhere
        try (PolicyRuntime runtime = recipe.runtime().open(recipe.policy())) {
            assertFalse(runtime.rolloutEngine() instanceof JudgingRolloutEngine);
        }
    }

    @Test
    void aClusterThatGivesNoExecutorIsGivenUp() throws IOException {
        TrainingRecipe recipe = new ClusterTraining(folder)
                .recipe(
                        "id = spark, master = \"local-cluster[1,1,512]\", executor-memory = 512m"
                                // more cores than a worker has
                                + ", properties = [\"spark.executor.cores=2\", \"spark.cores.max=2\"], start-timeout-seconds = 2");
        try (PolicyRuntime runtime = recipe.runtime().open(recipe.policy())) {
            SamplingRequest request = new SamplingRequest(
                    recipe.recipe().problems().training().subList(0, 1),
                    1,
                    4,
                    recipe.recipe().tokenSampler(),
                    new RandomStreams(1),
                    "t",
                    0,
                    0);
            UncheckedIOException e = assertThrows(
                    UncheckedIOException.class, () -> runtime.rolloutEngine().generate(request));
            assertTrue(
                    String.valueOf(e.getMessage()).contains("has had no executor for 2 s"),
                    String.valueOf(e.getMessage()));
        }
    }
}
