package org.rlvr4j.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.evaluation.Sample;
import org.rlvr4j.api.evaluation.SampleSink;
import org.rlvr4j.api.evaluation.SampleSource;
import org.rlvr4j.api.evaluation.SampleTask;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.estimators.bootstrap.BootstrapOptions;
import org.rlvr4j.estimators.passatk.PassAtK;
import org.rlvr4j.evaluation.cache.EvaluationFolder;
import org.rlvr4j.evaluation.cache.FolderInUseException;
import org.rlvr4j.evaluation.cache.VerifierId;
import org.rlvr4j.evaluation.source.RecordedSource;

class EvaluationRunTest {

    private static final VerifierId VERIFIER = new VerifierId("scripted", "1", "");
    private static final List<Problem> PROBLEMS = ScriptedModel.problems(0, 0.2, 0.5, 0.9, 1);

    @TempDir
    Path folder;

    private static EvaluationPlan plan(List<Problem> problems, int samples, OptionalDouble until, int pilot) {
        return new EvaluationPlan(
                problems,
                samples,
                IntStream.rangeClosed(1, Math.max(1, (samples - pilot) / 4))
                        .boxed()
                        .toList(),
                7,
                List.of(new PassAtK(new BootstrapOptions(200))),
                0.95,
                until,
                pilot,
                0.02);
    }

    private static EvaluationPlan plan() {
        return plan(PROBLEMS, 8, OptionalDouble.empty(), 0);
    }

    private static EvaluationResult run(Path path, SampleSource model, EvaluationPlan plan)
            throws IOException, InterruptedException {
        return run(path, model, plan, ScriptedModel.VERIFIER, VERIFIER);
    }

    private static EvaluationResult run(
            Path path, SampleSource model, EvaluationPlan plan, Verifier verifier, VerifierId id)
            throws IOException, InterruptedException {
        try (EvaluationFolder opened = EvaluationFolder.open(path)) {
            return new EvaluationRun(plan, model, verifier, id, opened)
                    .run(progress -> {}, () -> false)
                    .orElseThrow();
        }
    }

    private static ScriptedModel model() {
        return new ScriptedModel("a", -1, 0, 4);
    }

    private static ObjectNode json(EvaluationResult result) {
        return EvaluationJson.of(result, Optional.empty());
    }

    /** Killed after any number of samples, and cut at any byte: the result is that of a run that was left alone. */
    @Property(tries = 25)
    void aKilledRunEndsAsOneThatWasNot(
            @ForAll @IntRange(min = 0, max = 39) int diesAfter,
            @ForAll @IntRange(min = 0, max = 1000) int cut,
            @ForAll boolean adaptive)
            throws Exception {
        Path root = Files.createTempDirectory("evaluation");
        EvaluationPlan plan = plan(PROBLEMS, 8, OptionalDouble.empty(), adaptive ? 2 : 0);
        ObjectNode expected = json(run(root.resolve("whole"), model(), plan));
        Path path = root.resolve("killed");
        try {
            run(path, new ScriptedModel("a", diesAfter, 0, 4), plan);
        } catch (ScriptedModel.Killed e) {
            for (String name : List.of("samples.jsonl", "verdicts.jsonl")) {
                byte[] bytes = Files.readAllBytes(path.resolve(name));
                Files.write(path.resolve(name), Arrays.copyOf(bytes, bytes.length - Math.min(cut % 97, bytes.length)));
            }
        }
        ScriptedModel again = model();
        assertEquals(expected, json(run(path, again, plan)));
        assertTrue(again.drawn.get() <= 40);
        ScriptedModel third = model();
        assertEquals(expected, json(run(path, third, plan)));
        assertEquals(0, third.drawn.get());
    }

    @Test
    void onlyWhatIsMissingIsDrawn() throws Exception {
        ScriptedModel first = new ScriptedModel("a", 13, 0, 4);
        assertThrows(ScriptedModel.Killed.class, () -> run(folder.resolve("out"), first, plan()));
        ScriptedModel second = model();
        run(folder.resolve("out"), second, plan());
        assertEquals(40 - 13, second.drawn.get());
        ScriptedModel more = model();
        run(folder.resolve("out"), more, plan(PROBLEMS, 12, OptionalDouble.empty(), 0));
        assertEquals(5 * 4, more.drawn.get());
    }

    @Test
    void twoModelsShareNothingAndSamplesStaySeparate() throws Exception {
        run(folder.resolve("out"), model(), plan());
        ScriptedModel other = new ScriptedModel("b", -1, 0, 4);
        run(folder.resolve("out"), other, plan());
        assertEquals(40, other.drawn.get());
        // the reference is no part of a sample's key, the prompt is: another prompt is another sample
        List<Problem> changed = PROBLEMS.stream()
                .map(problem -> new Problem(problem.id(), problem.prompt() + "!", problem.reference()))
                .toList();
        ScriptedModel third = model();
        run(folder.resolve("out"), third, plan(changed, 8, OptionalDouble.empty(), 0));
        assertEquals(40, third.drawn.get());
    }

    @Test
    void anotherVerifierNeedsNoModelAndAnotherVersionJudgesAgain() throws Exception {
        AtomicInteger judged = new AtomicInteger();
        Verifier counting = (problem, response) -> {
            judged.incrementAndGet();
            return new Verdict.Correct("", "always");
        };
        run(folder.resolve("out"), model(), plan());
        VerifierId second = new VerifierId("always", "1", "");
        ScriptedModel none = model();
        EvaluationResult result = run(folder.resolve("out"), none, plan(), counting, second);
        assertEquals(0, none.drawn.get());
        assertEquals(1, result.curves().get(0).at(1));
        int first = judged.get();
        run(folder.resolve("out"), none, plan(), counting, second);
        assertEquals(first, judged.get());
        run(folder.resolve("out"), none, plan(), counting, new VerifierId("always", "2", ""));
        assertTrue(judged.get() > first);
        try (EvaluationFolder opened = EvaluationFolder.open(folder.resolve("out"))) {
            RecordedSource recorded =
                    new RecordedSource(opened.samples().lastSource().orElseThrow());
            EvaluationResult again = new EvaluationRun(plan(), recorded, ScriptedModel.VERIFIER, VERIFIER, opened)
                    .run(progress -> {}, () -> false)
                    .orElseThrow();
            assertEquals(0, again.failed());
        }
    }

    @Test
    void failuresAreNoWrongAnswersAndAreTriedAgain() throws Exception {
        ScriptedModel failing = new ScriptedModel("a", -1, 0.5, 4);
        EvaluationResult result = run(folder.resolve("out"), failing, plan());
        assertTrue(result.failed() > 0);
        assertTrue(result.withheld().isPresent());
        assertEquals(List.of(), result.curves());
        assertTrue(json(result).path("passAtK").isEmpty());
        assertFalse(result.bounds().isEmpty());
        result.problems()
                .forEach(problem -> assertEquals(
                        8, problem.judged().size() + problem.failed().size()));
        EvaluationResult healed = run(folder.resolve("out"), model(), plan());
        assertEquals(0, healed.failed());
        assertEquals(json(run(folder.resolve("other"), model(), plan())), json(healed));
    }

    @Test
    void fewFailuresCutTheCurveAndAreBounded() throws Exception {
        Verifier broken = (problem, response) -> problem.id().equals("p3") && response.endsWith(" 5")
                ? new Verdict.Failed("broken")
                : ScriptedModel.VERIFIER.verify(problem, response);
        EvaluationPlan plan = new EvaluationPlan(
                PROBLEMS, 8, List.of(1, 7, 8), 7, plan().metrics(), 0.95, OptionalDouble.empty(), 0, 0.1);
        EvaluationResult result = run(folder.resolve("out"), model(), plan, broken, VERIFIER);
        assertEquals(1, result.failed());
        assertEquals(
                List.of(1, 7),
                result.curves().get(0).points().stream().map(point -> point.k()).toList());
        for (double[] bound : result.bounds()) {
            double value =
                    (int) bound[0] == 8 ? bound[1] : result.curves().get(0).at((int) bound[0]);
            assertTrue(bound[1] <= value + 1e-12 && value <= bound[2] + 1e-12);
        }
    }

    @Test
    void precisionEndsAtTheSameRoundHoweverManyAreDrawnAtATime() throws Exception {
        List<Problem> many = ScriptedModel.problems(
                IntStream.range(0, 60).mapToDouble(i -> i % 3 / 2.0).toArray());
        EvaluationPlan plan = plan(many, 64, OptionalDouble.of(0.08), 0);
        EvaluationResult one = run(folder.resolve("one"), new ScriptedModel("a", -1, 0, 1), plan);
        EvaluationResult other = run(folder.resolve("other"), new ScriptedModel("a", -1, 0, 2000), plan);
        assertEquals(json(one), json(other));
        assertTrue(one.allocation().rounds() < 64);
        assertTrue(one.accuracyHigh() - one.accuracyLow() <= 0.16);
        assertTrue(lastNotice(one)
                .startsWith("sampling ended after " + one.allocation().rounds() + " of at most 64 rounds"));
        EvaluationPlan few = plan(many, 4, OptionalDouble.of(0.08), 0);
        assertTrue(lastNotice(run(folder.resolve("few"), model(), few))
                .startsWith("all samples were drawn, 4 of at most 4 rounds, and the accuracy"));
    }

    /** Answers come faster than verdicts: one that is asked already is not asked again, and is written once. */
    @Test
    void anAnswerThatComesAgainIsJudgedOnce() throws Exception {
        AtomicInteger judged = new AtomicInteger();
        Verifier slow = (problem, response) -> {
            judged.incrementAndGet();
            LockSupport.parkNanos(20_000_000);
            return new Verdict.Correct("", "always");
        };
        SampleSource same = new JudgingModel(model(), slow, 1) {
            @Override
            public void draw(List<SampleTask> tasks, SampleSink sink, BooleanSupplier stopRequested) {
                tasks.forEach(task -> sink.drawn(
                        task,
                        new Sample(
                                "the same",
                                StopReason.STOP_TOKEN,
                                OptionalInt.empty(),
                                OptionalInt.empty(),
                                OptionalDouble.empty())));
            }
        };
        EvaluationResult result = run(folder.resolve("out"), same, plan(), slow, VERIFIER);
        assertEquals(1, result.curves().get(0).at(1));
        assertEquals(PROBLEMS.size(), judged.get());
        assertEquals(
                PROBLEMS.size(),
                Files.readAllLines(folder.resolve("out/verdicts.jsonl")).size());
    }

    private static final Verifier NOT_HERE = (problem, response) -> new Verdict.Failed("asked in this process");

    @Test
    void whatIsJudgedElsewhereIsNotJudgedHere() throws Exception {
        ObjectNode expected = json(run(folder.resolve("here"), model(), plan()));
        JudgingModel elsewhere = new JudgingModel(model(), ScriptedModel.VERIFIER, 3);
        assertEquals(expected, json(run(folder.resolve("out"), elsewhere, plan(), NOT_HERE, VERIFIER)));
        // and the verdicts are kept under the verifier of this evaluation
        assertEquals(expected, json(run(folder.resolve("out"), model(), plan(), NOT_HERE, VERIFIER)));
    }

    @Test
    void whatCouldNotBeJudgedElsewhereIsKeptAsAnAnswerAloneAndJudgedNextTime() throws Exception {
        JudgingModel broken = new JudgingModel(model(), NOT_HERE, 1);
        EvaluationResult failed = run(folder.resolve("out"), broken, plan());
        assertEquals(40, failed.failed());
        assertEquals(
                "asked in this process",
                failed.problems().get(0).failed().get(0).message());
        ScriptedModel none = model();
        assertEquals(
                json(run(folder.resolve("here"), model(), plan())), json(run(folder.resolve("out"), none, plan())));
        assertEquals(0, none.drawn.get());
    }

    /** As after a sample was lost, not its verdict: judging the same answer twice must not give two results. */
    @Test
    void aVerdictThatIsKeptWins() throws Exception {
        ObjectNode expected = json(run(folder.resolve("out"), model(), plan()));
        Files.write(folder.resolve("out/samples.jsonl"), new byte[0]);
        JudgingModel contrary =
                new JudgingModel(model(), (problem, response) -> new Verdict.Correct("", "contrary"), 1);
        assertEquals(expected, json(run(folder.resolve("out"), contrary, plan())));
        assertEquals(40, contrary.model.drawn.get());
    }

    /** A source of several processes gets the lists that a source of one gets, only more of them at a time. */
    @Property(tries = 30)
    void listsDoNotDependOnHowManyAreDrawnAtATime(
            @ForAll @IntRange(min = 1, max = 9) int drawsAtATime, @ForAll @IntRange(min = 1, max = 17) int tasksAtATime)
            throws Exception {
        Path root = Files.createTempDirectory("evaluation");
        EvaluationPlan plan = plan(PROBLEMS, 24, OptionalDouble.of(0.3), 0);
        JudgingModel one = new JudgingModel(new ScriptedModel("a", -1, 0, tasksAtATime), ScriptedModel.VERIFIER, 1);
        JudgingModel several =
                new JudgingModel(new ScriptedModel("a", -1, 0, tasksAtATime), ScriptedModel.VERIFIER, drawsAtATime);
        assertEquals(json(run(root.resolve("one"), one, plan)), json(run(root.resolve("several"), several, plan)));
        List<List<SampleTask>> common = several.draws.subList(0, one.draws.size());
        assertEquals(one.draws, common);
        assertTrue(several.draws.size() < one.draws.size() + drawsAtATime);
    }

    @Test
    void aReferenceThatCannotBeReadIsAFailureWithItsReason() throws Exception {
        List<Problem> lost = PROBLEMS.stream()
                .map(problem -> new Problem(
                        problem.id(),
                        problem.prompt(),
                        () -> {
                            throw new UncheckedIOException(new IOException("tests.bin is not there"));
                        },
                        problem.metadata()))
                .toList();
        run(folder.resolve("out"), model(), plan());
        EvaluationResult result = run(folder.resolve("out"), model(), plan(lost, 8, OptionalDouble.empty(), 0));
        assertEquals(40, result.failed());
        String reason = result.problems().get(0).failed().get(0).message();
        assertTrue(reason.contains("tests.bin is not there"), reason);
    }

    private static String lastNotice(EvaluationResult result) {
        return result.notices().get(result.notices().size() - 1);
    }

    @Test
    void thePilotIsSaidAndNotCounted() throws Exception {
        EvaluationResult result = run(folder.resolve("out"), model(), plan(PROBLEMS, 16, OptionalDouble.empty(), 4));
        int[] sizes = result.problems().stream()
                .mapToInt(problem -> problem.judged().size())
                .toArray();
        assertEquals(
                "a pilot of 4 samples a problem, which are not counted, gave each problem its number of samples, "
                        + Arrays.stream(sizes).min().orElseThrow() + " to "
                        + Arrays.stream(sizes).max().orElseThrow(),
                lastNotice(result));
        assertTrue(Arrays.stream(sizes).sum() + 5 * 4 <= 5 * 16);
    }

    @Test
    void aFolderIsHeldAndForeignOnesAreRefused() throws Exception {
        try (EvaluationFolder opened = EvaluationFolder.open(folder.resolve("out"))) {
            assertThrows(FolderInUseException.class, () -> EvaluationFolder.open(opened.path()));
        }
        Files.writeString(folder.resolve("precious"), "mine");
        assertThrows(FolderInUseException.class, () -> EvaluationFolder.open(folder));
        assertThrows(FolderInUseException.class, () -> EvaluationFolder.open(folder.resolve("precious")));
    }

    @Test
    void groupsAndCountsAreThere() throws Exception {
        ObjectNode json = json(run(folder.resolve("out"), model(), plan()));
        assertEquals(3, json.path("groups").size());
        assertEquals(5, json.path("problems").size());
        assertEquals(120, json.path("tokens").path("prompt").asInt());
        assertEquals(0, json.path("problems").path(0).path("correct").asInt());
        assertEquals(8, json.path("problems").path(4).path("correct").asInt());
        assertTrue(json.path("precision").has("1"));
        assertTrue(json.path("passAtK").has("2"));
        assertEquals(2, json.path("intervals").path("1").size());
    }
}
