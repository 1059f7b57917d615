package org.rlvr4j.runtime.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.rollout.LogitOps;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.trainer.config.TrainingRecipe;

/** What does not fit into the heap goes to the disk, and a disk that is full is told with its folder and its machine. */
class FullDiskTrainingTest {

    private static final String LOCAL = "id = spark, master = \"local[1]\", properties = [\"spark.local.dir=%s\", %s]";
    /** Next to no block fits into the heap then. */
    private static final String TO_THE_DISK = "\"spark.memory.fraction=0.0001\"";

    @TempDir
    Path folder;

    /** Stands for whatever writes to a full disk. */
    private record Writing(String words) implements TokenSampler {
        @Override
        public <L> L restrict(L logits, LogitOps<L> ops) {
            throw new RuntimeException("a block was not written", new IOException(words));
        }
    }

    private String local(String property) throws IOException {
        return LOCAL.formatted(Files.createDirectories(folder.resolve("blocks")), property);
    }

    private static String said(TrainingRecipe recipe, PolicyRuntime runtime, TokenSampler sampler) {
        SamplingRequest request = new SamplingRequest(
                recipe.recipe().problems().training().subList(0, 1), 1, 4, sampler, new RandomStreams(1), "t", 0, 0);
        return String.valueOf(assertThrows(
                        UncheckedIOException.class,
                        () -> runtime.rolloutEngine().generate(request))
                .getMessage());
    }

    @Test
    void anExecutorNamesTheFolder() throws IOException {
        TrainingRecipe recipe = new ClusterTraining(folder).recipe(local("\"spark.ui.enabled=false\""));
        try (PolicyRuntime runtime = recipe.runtime().open(recipe.policy(), recipe.portable())) {
            String full = said(recipe, runtime, new Writing("No space left on device"));
            assertTrue(full.startsWith("executor on "), full);
            assertTrue(full.contains(": No space left on device, in "), full);
            assertTrue(full.contains(folder.resolve("blocks") + "/blockmgr-"), full);
            assertTrue(full.endsWith(System.getProperty("java.io.tmpdir")), full);
            // of a later failure the disk is not the reason
            String broken = said(recipe, runtime, new Writing("it broke"));
            assertTrue(broken.startsWith("Spark gave a job up: "), broken);
            assertTrue(broken.contains("a block was not written"), broken);
        }
    }

    @Test
    void aDriverNamesTheFolder() throws IOException {
        TrainingRecipe recipe = new ClusterTraining(folder).recipe(local(TO_THE_DISK));
        try (PolicyRuntime runtime = recipe.runtime().open(recipe.policy(), recipe.portable())) {
            File blocks = SparkEnv.get().blockManager().diskBlockManager().localDirs()[0];
            Files.move(blocks.toPath(), folder.resolve("away"));
            String said = said(recipe, runtime, recipe.recipe().tokenSampler());
            assertTrue(said.startsWith("driver on "), said);
            assertTrue(said.contains(blocks.toString()), said);
        }
    }

    /** The driver's own blocks are serialised otherwise than those of executors. */
    @Test
    void blocksGoToTheDiskAndTheBitsAreThoseOfOneProcess() throws IOException {
        ClusterTraining training = new ClusterTraining(folder);
        List<String> weights = List.of(
                training.train("one", "id = djl, threads = 1", event -> {}).weights(),
                training.train("disk", local(TO_THE_DISK), event -> {}).weights());
        assertEquals(weights.get(0), weights.get(1));
    }
}
