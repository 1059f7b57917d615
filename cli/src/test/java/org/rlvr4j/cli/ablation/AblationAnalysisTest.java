package org.rlvr4j.cli.ablation;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.api.run.BucketReport;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.trainer.config.AblationOptions;

class AblationAnalysisTest {

    private static final int SAMPLES = 8;
    private static final AblationOptions OPTIONS =
            OptionSchema.of(AblationOptions.class).defaults();

    @TempDir
    Path folder;

    private static List<ProblemOutcome> outcomes(int... correct) {
        List<ProblemOutcome> outcomes = new ArrayList<>();
        for (int p = 0; p < correct.length; p++) {
            outcomes.add(new ProblemOutcome("p" + p, SAMPLES, correct[p]));
        }
        return outcomes;
    }

    /** A run that was evaluated after steps 10, 20 and so on. */
    private static ArmData.Run run(long seed, int[]... evaluations) {
        SortedMap<Long, List<ProblemOutcome>> byStep = new TreeMap<>();
        for (int e = 0; e < evaluations.length; e++) {
            byStep.put(10L * (e + 1), outcomes(evaluations[e]));
        }
        List<RunData.StepBuckets> steps = List.of(
                new RunData.StepBuckets(
                        1, List.of(new BucketReport(0, 8, 3, 3, 24, 24, 6), new BucketReport(8, 8, 1, 1, 8, 8, 2))),
                new RunData.StepBuckets(2, List.of(new BucketReport(0, 8, 3, 0, 0, 0, 0))));
        return completed(new RunData(seed, byStep, steps), GuardAccount.NONE);
    }

    private static ArmData.Run completed(RunData data, GuardAccount guards) {
        return new ArmData.Run(data.seed(), "a-seed" + data.seed(), ArmData.Status.COMPLETED, null, guards, data);
    }

    private static ArmData.Run missing(long seed) {
        return new ArmData.Run(
                seed, "b-seed" + seed, ArmData.Status.FAILED, "exit code 1: | `oh` |", GuardAccount.NONE, null);
    }

    private static ArmData.Run stopped(long seed) {
        GuardAccount.Stop stop = new GuardAccount.Stop("success", 20, "0.0066 are correct | <b>, 0.0742 were");
        return new ArmData.Run(
                seed,
                "d-seed" + seed,
                ArmData.Status.STOPPED,
                stop.reason(),
                new GuardAccount(stop, List.of("entropy"), 0, 1),
                null);
    }

    private static ArmData arm(String name, ArmData.Run... runs) {
        return new ArmData(name, new TreeMap<>(java.util.Map.of("gate.id", "bbg")), List.of(runs));
    }

    private static AblationReport report(@Nullable List<ProblemOutcome> base, ArmData... arms) {
        return AblationAnalysis.of(
                new AblationData("r.conf", SAMPLES, 0.95, OPTIONS, List.of(1L, 2L), base, List.of(arms)));
    }

    private static List<String> verdicts(AblationReport report, String a, String b) {
        return report.comparisons().stream()
                .filter(one -> one.a().equals(a) && one.b().equals(b))
                .map(AblationReport.Comparison::verdict)
                .distinct()
                .toList();
    }

    /** Many problems of alternating difficulty, each moved by so much. */
    private static int[] many(int shift, int jitter) {
        int[] correct = new int[60];
        for (int p = 0; p < correct.length; p++) {
            correct[p] = Math.max(0, Math.min(SAMPLES, 2 + p % 3 + shift + (p + jitter) % 2));
        }
        return correct;
    }

    @Test
    void comparesEveryArmWithTheBaseThenEveryPair() {
        AblationReport report = report(
                outcomes(many(0, 0)),
                arm("up", run(1, many(3, 1)), run(2, many(3, 0)), run(3, many(3, 1))),
                arm("same", run(1, many(0, 1)), run(2, many(0, 0)), run(3, many(0, 1))),
                arm("down", run(1, many(-2, 0)), run(2, many(-2, 1)), run(3, many(-2, 0))));
        List<String> pairs = report.comparisons().stream()
                .map(one -> one.a() + "-" + one.b())
                .distinct()
                .toList();
        assertAll(
                () -> assertEquals(
                        List.of("up-base", "same-base", "down-base", "up-same", "up-down", "same-down"), pairs),
                // k = 1, 2, 4, 8 and the mean
                () -> assertEquals(6 * 5, report.comparisons().size()),
                () -> assertEquals(
                        List.of(1, 2, 4, 8, "mean"),
                        report.comparisons().stream()
                                .limit(5)
                                .map(AblationReport.Comparison::k)
                                .toList()),
                () -> assertTrue(verdicts(report, "up", "base").contains("better")),
                () -> assertTrue(verdicts(report, "down", "base").contains("worse")),
                () -> assertTrue(verdicts(report, "up", "down").contains("better")),
                () -> assertTrue(Collections.disjoint(List.of("better", "worse"), verdicts(report, "same", "base"))));
        for (AblationReport.Comparison one : report.comparisons()) {
            assertTrue(one.low() <= one.difference() && one.difference() <= one.high());
            assertTrue(one.pAdjusted() >= one.p());
        }
    }

    @Test
    void differencesAreThoseOfTheCurves() {
        AblationReport report = report(outcomes(many(0, 0)), arm("a", run(1, many(1, 0)), run(2, many(2, 1))));
        AblationReport.Band arm = Objects.requireNonNull(report.arms().get(0).curve());
        AblationReport.Band base = Objects.requireNonNull(report.base()).curve();
        for (int k = 0; k < report.k().size(); k++) {
            assertEquals(
                    arm.value().get(k) - base.value().get(k),
                    report.comparisons().get(k).difference(),
                    1e-12);
        }
    }

    @Test
    void entriesAndLossesAreCountedWithTheirNoise() {
        AblationReport report = report(
                outcomes(0, 0, 0, 4, 1, 2),
                arm(
                        "a",
                        run(1, new int[] {1, 0, 0, 0, 0, 2}, new int[] {2, 1, 0, 0, 1, 0}),
                        run(2, new int[] {0, 0, 0, 4, 1, 2}, new int[] {3, 0, 0, 4, 1, 2})));
        AblationReport.Boundary boundary =
                Objects.requireNonNull(report.arms().get(0).boundary());
        AblationReport.BoundaryStep first = boundary.perEvaluation().get(0);
        AblationReport.BoundaryStep last = boundary.perEvaluation().get(1);
        assertAll(
                () -> assertEquals(0.5, first.entries()),
                () -> assertEquals(1, first.losses()),
                () -> assertNull(first.persistentEntries()),
                () -> assertEquals(1.5, last.entries()),
                () -> assertEquals(1, last.losses()),
                () -> assertEquals(0.5, last.persistentEntries()),
                () -> assertEquals(0.5, last.persistentLosses()),
                () -> assertEquals(
                        List.of("p0", "p1"),
                        boundary.entries().stream()
                                .map(AblationReport.BoundaryProblem::problem)
                                .toList()),
                () -> assertEquals(5, boundary.entries().get(0).successes()),
                () -> assertEquals(2, boundary.entries().get(0).seeds()),
                () -> assertEquals(1, boundary.entries().get(0).persistent()),
                // none of 5 successes in 24 samples among the base's 8: C(16, 5)/C(24, 5)
                () -> assertEquals(4368.0 / 42504, boundary.entries().get(0).noise(), 1e-12),
                () -> assertEquals(
                        List.of("p3", "p5"),
                        boundary.losses().stream()
                                .map(AblationReport.BoundaryProblem::problem)
                                .toList()),
                // the base's 4 all outside one seed's 8 of 16: C(8, 4)/C(16, 4)
                () -> assertEquals(70.0 / 1820, boundary.losses().get(0).noise(), 1e-12));
    }

    @Test
    void theNoiseScoreIsThePapers() {
        assertAll(
                () -> assertEquals(0.5, BoundaryAnalysis.noise(1, 256, 256), 1e-12),
                () -> assertEquals(0.2495, BoundaryAnalysis.noise(2, 256, 256), 1e-4),
                () -> assertEquals(0.1243, BoundaryAnalysis.noise(3, 256, 256), 1e-4),
                () -> assertEquals(0.0306, BoundaryAnalysis.noise(5, 256, 256), 1e-4),
                () -> assertEquals(8.9e-4, BoundaryAnalysis.noise(10, 256, 256), 1e-5));
    }

    @Test
    void transitionsKeepEveryProblem() {
        AblationReport report =
                report(outcomes(0, 1, 4, 8), arm("a", run(1, new int[] {4, 0, 8, 8}), run(2, new int[] {0, 0, 8, 8})));
        AblationReport.Transitions transitions =
                Objects.requireNonNull(report.arms().get(0).transitions());
        assertAll(
                () -> assertEquals(List.of("0", "1-3", "4-7", "8"), transitions.buckets()),
                () -> assertEquals(10, transitions.step()),
                () -> assertEquals(
                        List.of(
                                List.of(0.5, 0.0, 0.5, 0.0),
                                List.of(1.0, 0.0, 0.0, 0.0),
                                List.of(0.0, 0.0, 0.0, 1.0),
                                List.of(0.0, 0.0, 0.0, 1.0)),
                        transitions.counts()));
    }

    @Test
    void bucketsCoverEveryCountOnce() {
        for (int samples : new int[] {1, 2, 3, 4, 5, 16, 17, 64, 100, 256}) {
            DifficultyBuckets buckets = DifficultyBuckets.of(samples);
            int previous = 0;
            for (int correct = 0; correct <= samples; correct++) {
                int index = buckets.indexOf(new ProblemOutcome("p", samples, correct));
                assertTrue(index == previous || index == previous + 1, samples + ": " + correct);
                previous = index;
            }
            assertEquals(buckets.labels().size() - 1, previous);
        }
        assertEquals(
                List.of("0", "1-3", "4-15", "16-63", "64-255", "256"),
                DifficultyBuckets.of(256).labels());
    }

    @Test
    void coverageIsByTheBasesDifficulty() {
        AblationReport report =
                report(outcomes(0, 0, 1, 8), arm("a", run(1, new int[] {1, 0, 0, 8}), run(2, new int[] {1, 0, 3, 8})));
        assertEquals(
                List.of(
                        new AblationReport.Coverage("0", 2, 0, 0.5),
                        new AblationReport.Coverage("1-3", 1, 1, 0.5),
                        new AblationReport.Coverage("8", 1, 1, 1)),
                report.arms().get(0).coverageByDifficulty());
    }

    @Test
    void overtrainingIsTheShareOfSaturatedGroups() {
        AblationReport.Overtraining account =
                Objects.requireNonNull(report(null, arm("a", run(1, new int[] {1, 2}), run(2, new int[] {1, 2})))
                        .arms()
                        .get(0)
                        .overtraining());
        assertAll(
                () -> assertEquals(8.0 / 32, account.updates(), 1e-12),
                () -> assertEquals(2.0 / 8, account.weight(), 1e-12),
                // a step without anything trained has no share
                () -> assertEquals(List.of(new AblationReport.StepShare(1, 0.25, 0.25)), account.perStep()));
    }

    @Test
    void saturationFollowsThePapersTable() {
        OvertrainingAccount account = new OvertrainingAccount(16, 0.01);
        List<Integer> open = new ArrayList<>();
        for (int m = 0; m <= 8; m++) {
            if (!account.isSaturated(new BucketReport(m, 8, 1, 1, 8, 8, 1))) {
                open.add(m);
            }
        }
        assertEquals(List.of(0, 1, 2, 3), open);
    }

    @Test
    void failedRunsAreShownAndTheOthersCompared() {
        AblationReport report = report(
                outcomes(1, 2, 3),
                arm("a", run(1, new int[] {1, 2, 4}), run(2, new int[] {2, 2, 4})),
                arm("b", missing(1), run(2, new int[] {1, 1, 1})),
                arm("c", missing(1), missing(2)));
        assertAll(
                () -> assertEquals("failed", report.arms().get(1).runs().get(0).status()),
                () -> assertNull(report.arms().get(2).curve()),
                () -> assertTrue(report.comparisons().stream()
                        .noneMatch(one -> one.a().equals("c") || one.b().equals("c"))),
                // only seed 2 is shared
                () -> assertEquals(List.of("underpowered"), verdicts(report, "a", "b")),
                () -> assertTrue(report.notes().stream().anyMatch(note -> note.contains("Arm b has 1 of 2"))),
                () -> assertTrue(report.notes().stream().anyMatch(note -> note.contains("One seed"))));
    }

    @Test
    void whatGuardsStoppedIsNamedAndCountsInNoFigure() throws IOException {
        RunData second = run(2, new int[] {1, 2, 4}).data();
        AblationData data = new AblationData(
                "r.conf",
                SAMPLES,
                0.95,
                OPTIONS,
                List.of(1L, 2L),
                outcomes(1, 2, 3),
                List.of(
                        arm("a", run(1, new int[] {1, 2, 4}), run(2, new int[] {2, 2, 4})),
                        arm(
                                "b",
                                stopped(1),
                                completed(
                                        Objects.requireNonNull(second),
                                        new GuardAccount(null, List.of("length"), 2, 0.25))),
                        arm("c", stopped(1), stopped(2))));
        AblationReport report = AblationAnalysis.of(data);
        AblationReport.Run run = report.arms().get(2).runs().get(0);
        String gist = AblationFiles.write(data, folder);
        String text = Files.readString(folder.resolve("ablation.md"));
        assertAll(
                () -> assertEquals("stopped", run.status()),
                () -> assertEquals("success", run.guard()),
                () -> assertEquals(20L, run.step()),
                () -> assertEquals(List.of("entropy"), run.warnings()),
                () -> assertNull(run.rollbacks()),
                () -> assertEquals(2, report.arms().get(1).runs().get(1).rollbacks()),
                () -> assertEquals(0.25, report.arms().get(1).runs().get(1).learningRateScale()),
                () -> assertNull(report.arms().get(2).curve()),
                () -> assertTrue(report.comparisons().stream()
                        .noneMatch(one -> one.a().equals("c") || one.b().equals("c"))),
                // b's one seed against that of a
                () -> assertEquals(List.of("underpowered"), verdicts(report, "a", "b")),
                () -> assertTrue(gist.contains("c       stopped by a guard"), gist),
                () -> assertTrue(gist.contains("c    2     success  20"), gist),
                () -> assertTrue(gist.contains("seed 1 (success at step 20), seed 2 (success at step 20)."), gist),
                () -> assertTrue(gist.contains("which flatters it"), gist),
                () -> assertTrue(gist.contains("seed 2 (2 time(s), to 0.250 of the learning rate)"), gist),
                () -> assertTrue(gist.contains("warned in arm b: seed 2 (length)"), gist),
                () -> assertTrue(
                        text.contains("| c | 1 | success | 20 | 0.0066 are correct / (b>, 0.0742 were |"), text));
    }

    @Test
    void whatGuardsDidIsReadFromTheMetrics() throws IOException {
        Files.writeString(folder.resolve("metrics.jsonl"), """
            {"event":"guard","step":3,"message":"less","guard":"entropy","action":"warn"}
            {"event":"step","step":3}
            {"event":"rollback","step":0,"message":"back","number":1,"from":4,"guard":"kl","learningRateScale":0.5}
            {"event":"guard","step":7,"message":"less","guard":"entropy","action":"warn"}
            {"event":"guard","step":9,"message":"few","guard":"success","action":"rollback-and-lower-lr"}
            {"event":"guard","step":9,"message":"odd","guard":"valid","action":"stop"}
            {"event":"guard","step":9,"message":"odder","guard":"kl","action":"stop"}
            {"event":"gua\
            """);
        assertEquals(
                new GuardAccount(new GuardAccount.Stop("valid", 9, "odd"), List.of("entropy"), 1, 0.5),
                GuardAccount.read(folder));
        assertEquals(GuardAccount.NONE, GuardAccount.read(folder.resolve("none")));
    }

    @Test
    void withoutABaseTheArmsAreStillCompared() {
        AblationReport report = report(null, arm("a", run(1, new int[] {1, 2})), arm("b", run(1, new int[] {2, 2})));
        assertAll(
                () -> assertNull(report.base()),
                () -> assertNull(report.arms().get(0).boundary()),
                () -> assertEquals(5, report.comparisons().size()),
                () -> assertTrue(report.notes().stream().anyMatch(note -> note.contains("base"))));
    }

    @Test
    void theJsonHasThePromisedKeysAndNothingThatIsUnknown() throws IOException {
        AblationFiles.write(
                new AblationData(
                        "r.conf",
                        SAMPLES,
                        0.95,
                        OPTIONS,
                        List.of(1L, 2L),
                        outcomes(0, 2, 3),
                        List.of(
                                arm("a", run(1, new int[] {1, 2, 4}), run(2, new int[] {2, 0, 4})),
                                arm("b", missing(1)))),
                folder);
        JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(folder.resolve("ablation.json")));
        JsonNode arm = json.path("arms").get(0);
        assertAll(
                () -> assertEquals(1, json.path("schemaVersion").asInt()),
                () -> assertEquals(
                        "schemaVersion recipe metric samples level relevant seeds k notes base arms comparisons",
                        names(json)),
                () -> assertEquals("name problems curve meanOverK", names(json.path("base"))),
                () -> assertEquals(
                        "name overrides runs curve meanOverK trajectory overtraining transitions boundary"
                                + " coverageByDifficulty",
                        names(arm)),
                () -> assertEquals("value low high", names(arm.path("curve"))),
                () -> assertEquals("seed folder status", names(arm.path("runs").get(0))),
                () -> assertEquals(
                        "name overrides runs", names(json.path("arms").get(1))),
                () -> assertEquals(
                        "seed folder status message",
                        names(json.path("arms").get(1).path("runs").get(0))),
                () -> assertEquals(
                        "step value low high", names(arm.path("trajectory").get(0))),
                () -> assertEquals("referenceK threshold updates weight perStep", names(arm.path("overtraining"))),
                () -> assertEquals("step buckets counts overTraining", names(arm.path("transitions"))),
                () -> assertEquals("perEvaluation entries losses", names(arm.path("boundary"))),
                () -> assertEquals(
                        "step entries losses",
                        names(arm.path("boundary").path("perEvaluation").get(0))),
                () -> assertEquals(
                        "problem seeds successes noise persistent",
                        names(arm.path("boundary").path("entries").get(0))),
                () -> assertEquals(
                        "difficulty problems base value",
                        names(arm.path("coverageByDifficulty").get(0))),
                () -> assertEquals(
                        "a b k difference low high p pAdjusted verdict detectable",
                        names(json.path("comparisons").get(0))),
                () -> assertTrue(json.path("comparisons").get(0).path("k").isInt()),
                () -> assertTrue(json.path("comparisons").get(4).path("k").isTextual()));
    }

    private static String names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return String.join(" ", names);
    }

    @Test
    void theTextSaysEachThingOnceAndHostileNamesBreakNoTable() throws IOException {
        String hostile = "p|`<b>\n# x";
        List<ProblemOutcome> base =
                List.of(new ProblemOutcome(hostile, SAMPLES, 0), new ProblemOutcome("q", SAMPLES, 3));
        SortedMap<Long, List<ProblemOutcome>> after = new TreeMap<>();
        after.put(10L, List.of(new ProblemOutcome(hostile, SAMPLES, 5), new ProblemOutcome("q", SAMPLES, 3)));
        ArmData.Run run = completed(new RunData(1, after, List.of()), GuardAccount.NONE);
        String gist = AblationFiles.write(
                new AblationData("r`|.conf", SAMPLES, 0.95, OPTIONS, List.of(1L), base, List.of(arm("a", run))),
                folder);
        String text = Files.readString(folder.resolve("ablation.md"));
        assertAll(
                () -> assertTrue(text.contains("`p\\|'<b> # x`"), text),
                () -> assertFalse(text.lines().anyMatch(line -> line.startsWith("# x"))),
                () -> assertTrue(text.contains("## Against the base"), text),
                () -> assertTrue(text.contains("Entries: 1 problem(s)"), text),
                () -> assertTrue(gist.contains("underpowered"), gist),
                () -> assertTrue(gist.contains("One seed says nothing of other seeds"), gist));
        for (String table : text.split("\n\n")) {
            if (table.startsWith("|")) {
                assertEquals(
                        1,
                        table.lines()
                                .map(line -> line.replace("\\|", "")
                                        .chars()
                                        .filter(c -> c == '|')
                                        .count())
                                .distinct()
                                .count(),
                        table);
            }
        }
    }

    @Test
    void aRunsFolderIsReadAsItIs() throws IOException {
        Path run = folder.resolve("run");
        Files.createDirectories(run.resolve("evaluations"));
        Files.writeString(
                run.resolve("evaluations/step-00000003.json"),
                "{\"problems\":[{\"id\":\"p\",\"samples\":4,\"correct\":1}]}");
        Files.writeString(run.resolve("evaluations/notes.txt"), "no evaluation");
        Files.writeString(
                run.resolve("metrics.jsonl"),
                "{\"event\":\"step\",\"step\":1,\"buckets\":{\"n\":[4],\"m\":[1],\"judged\":[2],\"taken\":[1],"
                        + "\"trained\":[4],\"weight\":[4.0],\"signal\":[2.5]}}\n{\"event\":\"step\",\"st");
        RunData data = RunData.read(run, 7);
        assertAll(
                () -> assertEquals(List.of(new ProblemOutcome("p", 4, 1)), data.last()),
                () -> assertEquals(
                        List.of(new RunData.StepBuckets(1, List.of(new BucketReport(1, 4, 2, 1, 4, 4, 2.5)))),
                        data.steps()));
        String said = "";
        Files.delete(run.resolve("evaluations/step-00000003.json"));
        try {
            RunData.read(run, 7);
        } catch (IOException e) {
            said = String.valueOf(e.getMessage());
        }
        assertTrue(said.contains("holds no evaluation"), said);
    }

    @Test
    void columnsOfATableForATerminalAreAligned() {
        Table table = new Table();
        table.add(List.of("a", "bbb"));
        table.add(List.of("cccc"));
        table.add(Arrays.asList("d", "e"));
        assertEquals("a     bbb\ncccc\nd     e\n", table.plain());
        assertEquals("| a | bbb |\n|---|---|\n| cccc |  |\n| d | e |\n", table.markdown());
    }
}
