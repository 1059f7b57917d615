package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** An ablation with runs of three steps, in processes of their own as always. */
class AblateCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String ARMS = """
            ablation {
              seeds = [11, 12]
              arms {
                uniform { gate.id = uniform }
                solved-only { gate.id = bucket, gate.active = [1, 2, 3, 4] }
              }
            }
            """;

    @TempDir
    static Path shared;

    private static Path base = Path.of("");

    @TempDir
    Path folder;

    @BeforeAll
    static void makeBase() throws IOException {
        base = TinyTask.base(shared, 16);
    }

    private CommandRun ablate(String arms, String... more) throws IOException {
        Path recipe = TinyTask.recipe(folder, base);
        Files.writeString(
                recipe,
                Files.readString(recipe).replace("runtime { device = cpu, threads = 1 }", "runtime.device = cpu")
                        + "trainer { evaluate-every = 2, log-rollouts-every = 1 }\n" + arms);
        List<String> arguments = new ArrayList<>(List.of("ablate", recipe.toString(), "--out", out().toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private Path out() {
        return folder.resolve("out");
    }

    private JsonNode report() throws IOException {
        return JSON.readTree(Files.readAllBytes(out().resolve("ablation.json")));
    }

    /** The problems of a step in their order, with every rollout's text. */
    private List<String> rollouts(String run, int step) throws IOException {
        Path file = out().resolve(run).resolve("rollouts").resolve("step-0000000" + step + ".jsonl.gz");
        List<String> rollouts = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode group = JSON.readTree(line);
                rollouts.add(group.path("problem").asText());
                group.path("rollouts")
                        .forEach(rollout -> rollouts.add(rollout.path("text").asText()));
            }
        }
        return rollouts;
    }

    @Test
    void armsAreTrainedWithTheSameSeedsComparedAndGoneOnWith() throws IOException {
        CommandRun run = ablate(ARMS, "--parallel", "2");
        assertEquals(0, run.code(), run::said);
        JsonNode report = report();
        assertAll(
                () -> assertEquals(List.of("uniform", "solved-only"), texts(report.path("arms"), "name")),
                () -> assertEquals(
                        "bucket",
                        report.path("arms")
                                .get(1)
                                .path("overrides")
                                .path("gate.id")
                                .asText()),
                () -> assertEquals(
                        List.of("completed", "completed"),
                        texts(report.path("arms").get(0).path("runs"), "status")),
                () -> assertEquals("[11,12]", report.path("seeds").toString()),
                // base, step 2, step 3
                () -> assertEquals(
                        3, report.path("arms").get(0).path("trajectory").size()),
                () -> assertTrue(report.path("arms").get(0).has("overtraining")),
                // two arms against the base and one another, at k = 1, 2, 4 and in the mean
                () -> assertEquals(3 * 4, report.path("comparisons").size()),
                () -> assertTrue(run.out().contains("Against the base"), run::out),
                () -> assertTrue(run.out().contains("Two seeds are too few"), run::out),
                () -> assertTrue(Files.readString(out().resolve("ablation.md")).startsWith("# Ablation of ")),
                () -> assertTrue(Files.readString(out().resolve("report.html")).contains("solved-only")),
                () -> assertFalse(
                        Files.exists(out().resolve("uniform-seed11/evaluations/step-00000000.json")),
                        "the base is evaluated once, not by every run"));

        // the same seed draws the same problems with the same streams, whatever the gate; another seed does not
        assertEquals(rollouts("uniform-seed11", 1), rollouts("solved-only-seed11", 1));
        assertEquals(rollouts("uniform-seed12", 1), rollouts("solved-only-seed12", 1));
        assertNotEquals(rollouts("uniform-seed11", 1), rollouts("uniform-seed12", 1));

        // what is done stays done, also with another parallelism, and a torn run is repeated to the same bits
        String before = Files.readString(out().resolve("ablation.json"));
        byte[] policy = Files.readAllBytes(out().resolve("uniform-seed12/checkpoints/final/model.safetensors"));
        Files.delete(out().resolve("uniform-seed12/evaluations/step-00000003.json"));
        CommandRun again = ablate(ARMS, "--parallel", "1");
        assertEquals(0, again.code(), again::said);
        assertTrue(again.out().contains("1 run(s) to do"), again::out);
        assertEquals(before, Files.readString(out().resolve("ablation.json")));
        assertArrayEquals(
                policy, Files.readAllBytes(out().resolve("uniform-seed12/checkpoints/final/model.safetensors")));

        // a new arm and fewer seeds: only what is missing
        CommandRun more = ablate(ARMS + "ablation.arms.third.gate.id = non-degenerate\n", "--seeds", "1", "--dry-run");
        assertTrue(more.out().contains("1 run(s) to do"), more::out);
        assertEquals(before, Files.readString(out().resolve("ablation.json")), "a dry run writes nothing");

        // another recipe is not mixed into it
        CommandRun other = ablate(ARMS, "--set", "optimizer.learning-rate=0.1");
        assertEquals(Main.BAD_INPUT, other.code());
        assertTrue(other.err().contains("optimizer.learning-rate was 0.001, is 0.1"), other::err);
    }

    private static List<String> texts(JsonNode nodes, String key) {
        List<String> texts = new ArrayList<>();
        nodes.forEach(node -> texts.add(node.path(key).asText()));
        return texts;
    }

    @Test
    void armsThatFailOrThatAGuardStopsAreShownAndLoseNoOther() throws IOException {
        Files.createDirectories(out().resolve("solved-only-seed11.log"));
        // all-wrong groups give nsr a gradient, and a norm that rises a little counts as a spike here
        CommandRun run = ablate(ARMS + """
            ablation.arms.destroyed {
              advantage.id = nsr, trainer.steps = 40, optimizer.learning-rate = 0.01
              guards { gradient = stop, gradient-spike = 1.0001 }
            }
            """, "--seeds", "1");
        assertEquals(Main.FAILURE, run.code(), run::said);
        JsonNode arms = report().path("arms");
        JsonNode failed = arms.get(1);
        JsonNode stopped = arms.get(2).path("runs").get(0);
        assertAll(
                () -> assertEquals(
                        "failed", failed.path("runs").get(0).path("status").asText()),
                () -> assertTrue(
                        failed.path("runs").get(0).path("message").asText().contains("exit code 1")),
                () -> assertFalse(failed.has("curve")),
                () -> assertTrue(arms.get(0).has("curve")),
                () -> assertTrue(run.err().contains("solved-only-seed11 failed"), run::err),
                () -> assertTrue(run.err().contains("run the same command"), run::err),
                () -> assertTrue(run.out().contains("no completed run"), run::out),
                () -> assertFalse(run.err().contains("\tat "), run::err),
                () -> assertEquals("stopped", stopped.path("status").asText()),
                () -> assertEquals("gradient", stopped.path("guard").asText()),
                () -> assertTrue(stopped.path("step").asLong() > 0, stopped::toString),
                () -> assertFalse(arms.get(2).has("curve")),
                () -> assertTrue(
                        run.out().contains("Arm destroyed was stopped by a guard: seed 11 (gradient at"), run::out),
                () -> assertTrue(run.err().contains("destroyed-seed11 was stopped by a guard"), run::err),
                () -> assertTrue(run.err().contains("docs/guards.md"), run::err),
                () -> assertTrue(Files.readString(out().resolve("report.html")).contains("gradient at step")));
    }

    @Test
    void theExitCodeIsThatOfAGuardWhereNothingElseFailed() {
        CommandSpec spec = CommandSpec.create().name("ablate");
        new CommandLine(spec).setErr(new PrintWriter(new StringWriter()));
        ChildTrainings trainings = new ChildTrainings(spec, false, List.of(), new LocalChildren());
        assertAll(
                () -> assertEquals(0, trainings.complain(List.of())),
                () -> assertEquals(Main.GUARD, trainings.complain(ended(Main.GUARD, Main.GUARD))),
                () -> assertEquals(Main.FAILURE, trainings.complain(ended(Main.GUARD, 137))),
                () -> assertEquals(Main.BAD_INPUT, trainings.complain(ended(Main.GUARD, Main.BAD_INPUT, 1))));
    }

    private List<ChildRuns.Outcome> ended(int... codes) {
        return Arrays.stream(codes)
                .mapToObj(code -> new ChildRuns.Outcome(
                        new ChildRuns.Job(
                                "run", List.of(), List.of(), folder, folder.resolve("begun"), folder.resolve("log")),
                        code,
                        List.of("words")))
                .toList();
    }

    @Test
    void aDryRunSaysWhatItWouldCostAndWritesNothing() throws IOException {
        CommandRun run = ablate(ARMS, "--dry-run", "--seeds", "4");
        assertAll(
                () -> assertEquals(0, run.code(), run::said),
                () -> assertTrue(run.out().contains("9 run(s) to do"), run::out),
                () -> assertTrue(run.out().contains("[11, 12, 13, 14]"), run::out),
                () -> assertTrue(run.out().contains("solved-only  gate.active=[1,2,3,4] gate.id=bucket"), run::out),
                () -> assertTrue(run.out().contains("MB of disk"), run::out),
                () -> assertFalse(Files.exists(out())));
    }

    @Test
    void everyMistakeIsSaidBeforeAnythingRuns() throws IOException {
        CommandRun run = ablate("ablation.arms { a { gate.id = bgb }, b { gate.id = bbg, gate.threshhold = 1 } }\n");
        assertAll(
                () -> assertEquals(Main.BAD_INPUT, run.code(), run::said),
                () -> assertTrue(run.err().contains("2 mistakes"), run::err),
                () -> assertTrue(run.err().contains("did you mean \"threshold\""), run::err),
                () -> assertFalse(Files.exists(out())));
    }

    @Test
    void optionsOutOfRangeAreBadInput() throws IOException {
        for (List<String> bad : List.of(
                List.of("--seeds", "0"),
                List.of("--seeds", "1,1"),
                List.of("--parallel", "0"),
                // the recipe's runtime is one process
                List.of("--whole-arms"),
                List.of("--set", "ablation.relevant=0"),
                List.of("--set", "evaluation.problems=1"))) {
            CommandRun run = ablate(ARMS, bad.toArray(String[]::new));
            assertEquals(Main.BAD_INPUT, run.code(), () -> bad + ": " + run.said());
        }
        assertFalse(Files.exists(out()));
    }

    @Test
    void oneArmCanBeTrainedByItself() throws IOException {
        ablate(ARMS, "--dry-run");
        CommandRun run = CommandRun.of(Stream.of(
                        "train",
                        folder.resolve("tiny.conf").toString(),
                        "--arm",
                        "solved-only",
                        "--runs",
                        folder.toString())
                .toArray(String[]::new));
        assertEquals(0, run.code(), run::said);
        assertTrue(
                Files.readString(folder.resolve("tiny-solved-only/recipe.conf")).contains("id=bucket"));
        CommandRun unknown =
                CommandRun.of("train", folder.resolve("tiny.conf").toString(), "--arm", "solved", "--dry-run");
        assertEquals(Main.BAD_INPUT, unknown.code());
        assertTrue(unknown.err().contains("unknown arm \"solved\""), unknown::err);
    }
}
