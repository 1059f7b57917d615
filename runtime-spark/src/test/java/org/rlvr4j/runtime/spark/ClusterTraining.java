package org.rlvr4j.runtime.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.api.run.RunRecorder;
import org.rlvr4j.trainer.TrainingRun;
import org.rlvr4j.trainer.config.Provenance;
import org.rlvr4j.trainer.config.StrategyCatalog;
import org.rlvr4j.trainer.config.TrainingRecipe;
import org.rlvr4j.trainer.plugin.PluginFolder;
import org.rlvr4j.trainer.run.RunFolder;

/** One small recipe, whose verifier and token sampler come of a plugin, trained here or there. */
final class ClusterTraining {

    static final int STEPS = 3;

    private static final String RECIPE = """
            model = "builtin:countdown-base"
            problems { %s }
            verifier { id = %s }
            token-sampler { id = %s }
            gate { id = bbg, evidence = leave-one-out, reference-k = 64 }
            advantage { id = grpo }
            optimizer { learning-rate = 3e-4 }
            trainer {
              steps = %d
              problems-per-wave = 6
              rollouts-per-problem = 4
              max-response-tokens = 16
              effective-groups = 4
              max-waves = 2
              checkpoint-every = 1
              log-rollouts-every = 2
              shards = 3
            }
            evaluation { samples = 4, problems = 6 }
            """;

    private final Path folder;
    private final StrategyCatalog strategies;

    ClusterTraining(Path folder) {
        this.folder = folder;
        try {
            strategies = StrategyCatalog.load(new PluginFolder(StrategyPlugin.write(folder)));
            // a local cluster's workers look for it, and take their classes from the driver's class path
            Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What a run leaves that must not depend on where it ran. */
    record Left(String weights, List<String> evaluations, List<Integer> correct, List<JsonNode> rollouts) {}

    /** The recipe without a section {@code runtime}. */
    static String text(String verifier, String tokenSampler, int steps) {
        return text("id = countdown", verifier, tokenSampler, steps);
    }

    private static String text(String problems, String verifier, String tokenSampler, int steps) {
        return RECIPE.formatted(problems, verifier, tokenSampler, steps);
    }

    /** Puzzles with references of some length, which one process has in memory and others on the disk. */
    private String problems(boolean inMemory) throws IOException {
        Path rows = folder.resolve("puzzles.jsonl");
        Files.writeString(
                rows,
                IntStream.range(0, 60)
                        .mapToObj(i -> "{\"prompt\": \"%d %d %d=%d:\", \"answer\": \"%s\"}\n"
                                .formatted(i % 9 + 1, i % 7 + 1, i % 5 + 1, i + 3, "x".repeat(1 + i * i)))
                        .collect(Collectors.joining()));
        return "id = files, files = [{ path = \"" + rows + "\", }], held-out-share = 0.2"
                + (inMemory ? "" : ", references-in = \"" + folder.resolve("references") + "\"");
    }

    /** The recipe with a section {@code runtime}. */
    TrainingRecipe recipe(String runtime) throws IOException {
        Path file = Files.createTempFile(folder, "recipe", ".conf");
        Files.writeString(
                file,
                text(problems(runtime.startsWith("id = djl")), "even-length", "warmer", STEPS) + "runtime { " + runtime
                        + " }\n");
        return TrainingRecipe.read(file, List.of(), strategies);
    }

    /** Trains to the end, or until the recorder throws. */
    Left train(String name, String runtime, RunRecorder recorder) throws IOException {
        TrainingRecipe recipe = recipe(runtime);
        List<Integer> correct = new ArrayList<>();
        try (RunFolder run = RunFolder.open(
                        folder.resolve(name),
                        Files.exists(folder.resolve(name)) ? RunFolder.Existing.RESUME : RunFolder.Existing.REFUSE);
                PolicyRuntime policy = recipe.runtime().open(recipe.policy(), recipe.portable())) {
            if (!run.isResumed()) {
                Provenance.write(run, recipe.resolvedText(), Provenance.facts(recipe, policy));
            } else {
                Provenance.requireSame(run, recipe.resolvedText());
            }
            new TrainingRun(recipe.recipe(), policy, run)
                    .recordTo(event -> {
                        if (event instanceof RunEvent.GroupDecided decided) {
                            correct.add(decided.group().successes());
                            assertEquals(0, decided.group().failures());
                        }
                        recorder.record(event);
                    })
                    .train();
        }
        return new Left(weights(name), evaluations(name), correct, rollouts(name));
    }

    /** What was sampled of the logged step, from the log of one process, or from those of executors. */
    private List<JsonNode> rollouts(String name) throws IOException {
        Path logs = folder.resolve(name).resolve("rollouts");
        Path parts = logs.resolve("step-00000002");
        List<Path> files;
        try (Stream<Path> found = Files.list(Files.isDirectory(parts) ? parts : logs)) {
            files = found.sorted().toList();
        }
        List<JsonNode> sampled = new ArrayList<>();
        for (Path file : files) {
            try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList()) {
                    JsonNode rollouts = new ObjectMapper().readTree(line).path("rollouts");
                    rollouts.forEach(rollout -> ((ObjectNode) rollout).remove("weight"));
                    sampled.add(rollouts);
                }
            }
        }
        return sampled;
    }

    private String weights(String name) throws IOException {
        byte[] file = Files.readAllBytes(folder.resolve(name).resolve("checkpoints/final/model.safetensors"));
        try {
            return HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256").digest(file));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> evaluations(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(name).resolve("evaluations"))) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                texts.add(Files.readString(file));
            }
            return texts;
        }
    }
}
