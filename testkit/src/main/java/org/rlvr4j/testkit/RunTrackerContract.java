package org.rlvr4j.testkit;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.learning.StepReport;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.api.run.RunTracker;
import org.rlvr4j.api.run.TrackedRun;

/** What every {@link RunTracker} keeps to: whatever happens on the other side, training goes on. */
public abstract class RunTrackerContract {

    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    private static final Duration CLOSING = Duration.ofSeconds(30);

    @TempDir
    Path folder = Path.of("");

    /** For subclasses. */
    protected RunTrackerContract() {}

    /**
     * Creates the tracker.
     *
     * @return a new tracker, the same each time; where it speaks to a server, one whose server is not there will do
     */
    protected abstract RunTracker tracker();

    private TrackedRun run(Path where, List<String> said) {
        return new TrackedRun(
                "run \"1\" <b>\u0007", where, Map.of("gate.id", "x", "note", "líne\nbreak", "trainer.seed", "7"), said::add);
    }

    private List<RunEvent> events() {
        VerifiedGroup group = SampleGroups.of(2, 4);
        return List.of(
                new RunEvent.Started(0, 2),
                new RunEvent.GroupDecided(1, group, GateDecision.keep(4, 1, "kept"), true),
                new RunEvent.StepCompleted(1, 2, SampleReports.batch(), StepReport.empty(1e-3)),
                new RunEvent.StepCompleted(2, 2, SampleReports.batch(), SampleReports.notFinite()),
                new RunEvent.EvaluationProgress(2, 3, 9),
                new RunEvent.Evaluated(
                        2,
                        4,
                        List.of(new Curve(
                                "pass@k",
                                0.95,
                                List.of(new Curve.Point(1, Double.NaN, 0, 1), new Curve.Point(2, 0.5, 0.25, 0.75)))),
                        List.of(new ProblemOutcome("p", 4, 2))),
                new RunEvent.CheckpointSaved(2, folder),
                new RunEvent.Notice(2, "a notice with a bell \u0007 and ünïcode 💥"));
    }

    private void track(Path where, List<String> said) {
        RunTracker.Tracking tracking =
                assertTimeoutPreemptively(AT_ONCE, () -> tracker().track(run(where, said)), "track() waited");
        assertNotNull(tracking, "track() gave null");
        for (RunEvent event : events()) {
            assertTimeoutPreemptively(
                    AT_ONCE,
                    () -> tracking.record(event),
                    () -> "record() waited for " + event.getClass().getSimpleName());
        }
        assertTimeoutPreemptively(CLOSING, tracking::close, "close() waited for more than a few seconds");
        assertTimeoutPreemptively(CLOSING, tracking::close, "close() a second time");
        for (String line : said) {
            assertTrue(line.indexOf('\n') < 0, () -> "what is said to a person is more than one line: " + line);
        }
    }

    /** Every event is taken, with numbers that are not finite among them, and nothing is thrown. */
    @Test
    public void everyEventIsTaken() {
        track(folder, new CopyOnWriteArrayList<>());
    }

    /**
     * A folder in which nothing can be written does no harm.
     *
     * @throws IOException if the test cannot make its file
     */
    @Test
    public void aFolderThatCannotBeWrittenDoesNoHarm() throws IOException {
        Path file = Files.writeString(folder.resolve("a file"), "not a folder");
        track(file.resolve("run"), new CopyOnWriteArrayList<>());
    }

    /** Two runs at once do not disturb one another. */
    @Test
    public void twoRunsAtOnce() {
        RunTracker tracker = tracker();
        List<String> said = new CopyOnWriteArrayList<>();
        RunTracker.Tracking one = tracker.track(run(folder.resolve("one"), said));
        RunTracker.Tracking two = tracker.track(run(folder.resolve("two"), said));
        for (RunEvent event : events()) {
            one.record(event);
            two.record(event);
        }
        assertTimeoutPreemptively(CLOSING, one::close);
        assertTimeoutPreemptively(CLOSING, two::close);
    }
}
