package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo with runs of two steps, in processes of their own as always. */
class DemoCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path shared;

    private static Path base = Path.of("");

    @TempDir
    Path folder;

    @BeforeAll
    static void makeBase() throws IOException {
        base = TinyTask.base(shared, 16);
    }

    private CommandRun demo(String... more) {
        List<String> arguments = new ArrayList<>(List.of("demo", "--out", folder.toString()));
        List<String> overrides = new ArrayList<>(TinyTask.DEMO_OVERRIDES);
        overrides.add("model=\"" + base + "\"");
        for (String override : overrides) {
            arguments.add("--set");
            arguments.add(override);
        }
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private JsonNode summary() throws IOException {
        return JSON.readTree(Files.readAllBytes(folder.resolve("summary.json")));
    }

    @Test
    void twoSeedsGiveTheSummaryThatIsPromisedAndATable() throws IOException {
        CommandRun run = demo("--seeds", "2", "--parallel", "2");
        assertEquals(0, run.code(), run::said);
        JsonNode summary = summary();
        assertAll(
                () -> assertEquals(
                        List.of("task", "samples", "heldOutProblems", "base", "arms"), names(summary), "top level"),
                () -> assertEquals(4, summary.path("samples").asInt()),
                () -> assertEquals(4, summary.path("heldOutProblems").asInt()),
                () -> assertEquals(List.of("passAtK", "meanOverK"), names(summary.path("base"))),
                () -> assertCurve(summary.path("base")),
                () -> assertEquals(3, summary.path("arms").size()));
        List<String> armNames = new ArrayList<>();
        for (JsonNode arm : summary.path("arms")) {
            armNames.add(arm.path("name").asText());
            assertEquals(List.of("name", "seeds", "mean", "meanOverK", "differenceFromBase"), names(arm));
            assertEquals(2, arm.path("seeds").size());
            assertEquals(101, arm.path("seeds").get(0).path("seed").asLong());
            assertEquals(102, arm.path("seeds").get(1).path("seed").asLong());
            arm.path("seeds").forEach(DemoCommandTest::assertCurve);
            assertCurve(arm.path("mean"));
            double mean = arm.path("mean").path("meanOverK").asDouble();
            assertEquals(mean, arm.path("meanOverK").asDouble(), 1e-12);
            for (String k : List.of("1", "2", "4")) {
                double seeds = (arm.path("seeds").get(0).path("passAtK").path(k).asDouble()
                                + arm.path("seeds")
                                        .get(1)
                                        .path("passAtK")
                                        .path(k)
                                        .asDouble())
                        / 2;
                assertEquals(seeds, arm.path("mean").path("passAtK").path(k).asDouble(), 1e-12);
                assertEquals(
                        seeds - summary.path("base").path("passAtK").path(k).asDouble(),
                        arm.path("differenceFromBase")
                                .path("passAtK")
                                .path(k)
                                .path("difference")
                                .asDouble(),
                        1e-12);
            }
        }
        assertAll(
                () -> assertEquals(List.of("uniform", "zero-success-only", "bbg"), armNames),
                () -> assertTrue(run.out().contains("bbg - uniform"), run::out),
                () -> assertTrue(run.out().contains("summary.json"), run::out),
                () -> assertTrue(run.err().contains("demo: percent 100/100"), run::err),
                () -> assertTrue(Files.exists(folder.resolve("base.log"))),
                () -> assertTrue(
                        Files.readString(folder.resolve("bbg-seed102.log")).contains("training 2/2")),
                // what was set reaches every arm
                () -> assertTrue(Files.readString(folder.resolve("bbg-seed102/recipe.conf"))
                        .contains("max-response-tokens=8")),
                () -> assertTrue(Files.readString(folder.resolve("uniform-seed101/recipe.conf"))
                        .contains("max-response-tokens=8")));

        // the same command again only tells, and a torn run is done again to the same bits
        CommandRun again = demo("--seeds", "2");
        assertEquals(0, again.code(), again::said);
        assertTrue(again.out().contains("all done already"), again::out);
        assertEquals(summary, summary());
        Path policy = folder.resolve("bbg-seed101/checkpoints/final/model.safetensors");
        byte[] before = Files.readAllBytes(policy);
        Files.delete(folder.resolve("bbg-seed101/evaluations/step-00000002.json"));
        CommandRun resumed = demo("--seeds", "2");
        assertEquals(0, resumed.code(), resumed::said);
        assertTrue(resumed.out().contains("1 run(s) to do"), resumed::out);
        assertArrayEquals(before, Files.readAllBytes(policy));
        assertEquals(summary, summary());

        // another recipe is not mixed into it
        CommandRun other = demo("--seeds", "2", "--set", "optimizer.learning-rate=0.1");
        assertEquals(Main.BAD_INPUT, other.code());
        assertTrue(other.err().contains("optimizer.learning-rate was"), other::err);
        assertEquals(summary, summary());
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        Iterator<String> fields = node.fieldNames();
        fields.forEachRemaining(names::add);
        return names;
    }

    private static void assertCurve(JsonNode node) {
        assertEquals(List.of("1", "2", "4"), names(node.path("passAtK")));
        double sum = 0;
        for (JsonNode value : node.path("passAtK")) {
            assertTrue(value.isNumber() && value.asDouble() >= 0 && value.asDouble() <= 1, node::toString);
            sum += value.asDouble();
        }
        assertEquals(sum / 3, node.path("meanOverK").asDouble(), 1e-12);
    }

    @Test
    void badInputOfAllIsSaidOnceAndEndsTheDemo() {
        CommandRun run = demo("--set", "model=/no/such/model", "--parallel", "1");
        assertEquals(Main.BAD_INPUT, run.code(), run::said);
        assertAll(
                () -> assertTrue(run.err().contains("/no/such/model"), run::err),
                () -> assertTrue(run.err().contains("base failed"), run::err),
                () -> assertFalse(run.err().contains("bbg-seed101 failed"), run::err),
                () -> assertFalse(run.err().contains("\tat "), run::err),
                () -> assertFalse(Files.exists(folder.resolve("summary.json"))));
    }

    @Test
    void aMistakeInASettingIsSaidBeforeAnythingRuns() throws IOException {
        CommandRun run = demo("--set", "trainer.sede=1");
        assertEquals(Main.BAD_INPUT, run.code());
        assertTrue(run.err().contains("did you mean \"seed\"?"), run::err);
        try (var files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void oneArmThatFailsIsNamedAndLosesNoOther() throws IOException {
        Path inTheWay = Files.createDirectory(folder.resolve("uniform-seed101.log"));
        CommandRun run = demo("--parallel", "2");
        assertAll(
                () -> assertEquals(Main.FAILURE, run.code(), run::said),
                () -> assertTrue(run.err().contains("uniform-seed101 failed"), run::err),
                () -> assertTrue(run.err().contains("run the same command"), run::err),
                () -> assertFalse(run.err().contains("\tat "), run::err),
                () -> assertEquals(2, summary().path("arms").size()),
                () -> assertTrue(run.out().contains("bbg - zero-success-only"), run::out));
        Files.delete(inTheWay);
        CommandRun again = demo("--parallel", "2");
        assertEquals(0, again.code(), again::said);
        assertTrue(again.out().contains("1 run(s) to do"), again::out);
        assertEquals(3, summary().path("arms").size());
    }
}
