package org.rlvr4j.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.learning.ImportanceReport;
import org.rlvr4j.api.learning.NonFiniteException;
import org.rlvr4j.api.learning.StepReport;
import org.rlvr4j.api.run.BatchReport;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.api.verify.Verdict;

class GuardsTest {

    private static final int ROLLOUTS = 100;

    private final TestRecipes.Events events = new TestRecipes.Events();
    private final Guards guards = new Guards(TestRecipes.defaults(GuardOptions.class), events);
    private int step;

    /** One step's numbers, healthy unless said otherwise. */
    private static final class Step {
        private int correct = 30;
        private int rollouts = ROLLOUTS;
        private int failures;
        private int valid = 90;
        private double length = 10;
        private double loss = 1;
        private double norm = 1;
        private double kl;
        private double behaviourKl;
        private double entropy = 1;
    }

    private static Step healthy() {
        return new Step();
    }

    private void record(Guards watch, Step now) {
        step++;
        Rollout ended = new Rollout(new int[] {0}, new float[] {-1}, 0, StopReason.STOP_TOKEN, "");
        List<Verdict> verdicts = new ArrayList<>(
                Collections.nCopies(Math.min(now.valid, now.rollouts), new Verdict.Incorrect("1", "no")));
        verdicts.addAll(Collections.nCopies(now.rollouts - verdicts.size(), new Verdict.Unparseable("no")));
        VerifiedGroup group = new VerifiedGroup(
                new Problem("p", "", ""), new int[] {0}, Collections.nCopies(now.rollouts, ended), verdicts, List.of());
        watch.record(new RunEvent.GroupDecided(step, group, GateDecision.keep(now.rollouts, 1, ""), true));
        watch.record(new RunEvent.StepCompleted(
                step,
                1000,
                new BatchReport(1, 1, 1, 1, now.rollouts, now.correct, 0, now.failures, now.length, 0, 0, List.of()),
                new StepReport(
                        now.loss,
                        now.norm,
                        now.kl,
                        now.entropy,
                        0,
                        1,
                        0,
                        now.rollouts,
                        now.rollouts,
                        0,
                        new ImportanceReport(1, 1, 0, now.behaviourKl, 1))));
    }

    private void healthySteps(int count) {
        for (int i = 0; i < count; i++) {
            record(guards, healthy());
        }
    }

    private List<String> tripped() {
        return events.of(RunEvent.GuardTripped.class).stream()
                .map(trip -> trip.guard() + " " + trip.action())
                .collect(Collectors.toList());
    }

    @Test
    void isSilentWhileTheRunIsWell() {
        for (int i = 0; i < 200; i++) {
            Step now = healthy();
            // what a good run does: better, surer, with a gradient that jumps about
            now.correct = Math.min(95, 20 + i);
            now.valid = Math.min(100, 60 + i);
            now.entropy = 1.0 / (1 + i / 20.0);
            now.norm = 0.5 + (i % 7);
            now.length = 10 + i / 20.0;
            now.kl = 0.001 * i;
            record(guards, now);
        }
        assertEquals(List.of(), tripped());
        assertEquals(Optional.empty(), guards.take());
    }

    @Test
    void aFallOfTheSuccessRateStopsOnce() {
        healthySteps(10);
        for (int i = 0; i < 30; i++) {
            Step now = healthy();
            now.correct = 1;
            record(guards, now);
        }
        assertEquals(List.of("success stop"), tripped());
        Guards.Trip trip = guards.take().orElseThrow();
        // ten steps that are all bad: 0.01 < 0.1 × 0.3
        assertEquals(20, trip.step());
        assertEquals(20, trip.lookback());
        assertTrue(trip.message().startsWith("0.01"), trip.message());
        assertEquals(Optional.empty(), guards.take());
    }

    @Test
    void tooFewSuccessesToTellAFallFromChanceDoNotTrip() {
        for (int i = 0; i < 60; i++) {
            Step now = healthy();
            now.correct = i < 5 ? 1 : 0;
            record(guards, now);
        }
        assertEquals(List.of(), tripped(), "10 successes were expected of 1000 rollouts");
    }

    @Test
    void emptyStepsAreNoSteps() {
        healthySteps(10);
        for (int i = 0; i < 40; i++) {
            Step now = healthy();
            now.rollouts = 0;
            now.correct = 0;
            record(guards, now);
        }
        assertEquals(List.of(), tripped());
    }

    @Test
    void responsesThatStopBeingValidStop() {
        healthySteps(10);
        for (int i = 0; i < 12; i++) {
            Step now = healthy();
            now.valid = 3;
            record(guards, now);
        }
        assertEquals(List.of("valid stop"), tripped());
    }

    @Test
    void theVerifiersOwnFailuresStop() {
        healthySteps(5);
        for (int i = 0; i < 3; i++) {
            Step now = healthy();
            now.rollouts = 20;
            now.correct = 6;
            now.failures = 80;
            record(guards, now);
        }
        assertEquals(List.of("failures stop"), tripped());
    }

    @Test
    void divergenceOfEitherKindStops() {
        for (int i = 0; i < 3; i++) {
            Step now = healthy();
            now.kl = 9;
            now.behaviourKl = 2;
            record(guards, now);
        }
        assertEquals(List.of("kl stop", "behaviour-kl stop"), tripped());
    }

    @Test
    void whatMayPassIsOnlyWarnedOfAndSaidAgainAfterItWasWell() {
        healthySteps(10);
        for (int round = 0; round < 2; round++) {
            Step spike = healthy();
            spike.norm = 50;
            record(guards, spike);
            healthySteps(3);
        }
        assertEquals(List.of("gradient warn", "gradient warn"), tripped());
        for (int i = 0; i < 12; i++) {
            Step now = healthy();
            now.entropy = 0.01;
            now.length = 80;
            record(guards, now);
        }
        assertEquals(List.of("gradient warn", "gradient warn", "length warn", "entropy warn"), tripped());
        assertEquals(Optional.empty(), guards.take(), "a warning is done by being said");
    }

    @Test
    void whatIsNotFiniteStopsAtOnce() {
        Step now = healthy();
        now.norm = Double.NaN;
        record(guards, now);
        assertEquals("non-finite", guards.take().orElseThrow().guard());
        guards.notFinite(7, new NonFiniteException("the loss is NaN"));
        assertEquals(7, guards.take().orElseThrow().step());
    }

    @Test
    void anEvaluationNearZeroStops() {
        guards.evaluated(20, OptionalDouble.of(0.005), OptionalDouble.of(0.1), 2048);
        assertEquals("success", guards.take().orElseThrow().guard());
        guards.evaluated(20, OptionalDouble.of(0), OptionalDouble.of(0.005), 2048);
        guards.evaluated(20, OptionalDouble.empty(), OptionalDouble.of(0.1), 2048);
        guards.evaluated(20, OptionalDouble.of(0.09), OptionalDouble.of(0.1), 2048);
        assertEquals(Optional.empty(), guards.take());
    }

    @Test
    void aRestoredWatchGoesOnAsIfItHadNeverStopped() {
        TestRecipes.Events others = new TestRecipes.Events();
        Guards whole = new Guards(TestRecipes.defaults(GuardOptions.class), others);
        Guards parts = guards;
        for (int i = 0; i < 40; i++) {
            Step now = healthy();
            now.correct = i < 14 ? 30 : 0;
            now.entropy = i % 3 == 0 ? Double.NaN : 1.0 / (1 + i * i);
            now.norm = i == 25 ? 90 : 1;
            record(whole, now);
            step--;
            Guards next = new Guards(TestRecipes.defaults(GuardOptions.class), events);
            next.restore(parts.memory());
            parts = next;
            record(parts, now);
        }
        assertEquals(others.of(RunEvent.GuardTripped.class), events.of(RunEvent.GuardTripped.class));
        assertTrue(tripped().contains("success stop"));
    }

    @Test
    void everyOptionIsChecked() {
        InvalidOptionException e = assertThrows(
                InvalidOptionException.class,
                () -> new GuardOptions(
                        GuardOptions.Action.STOP,
                        1,
                        GuardOptions.Choice.WARN,
                        GuardOptions.Choice.POLICY,
                        1,
                        GuardOptions.Choice.POLICY,
                        -1,
                        GuardOptions.Choice.POLICY,
                        Double.NaN,
                        GuardOptions.Choice.POLICY,
                        0,
                        Double.NaN,
                        GuardOptions.Choice.POLICY,
                        1,
                        GuardOptions.Choice.POLICY,
                        Double.NaN,
                        GuardOptions.Choice.POLICY,
                        1,
                        1,
                        0));
        assertEquals(
                List.of(
                        "window",
                        "non-finite",
                        "success-floor",
                        "valid-floor",
                        "entropy-floor",
                        "kl-ceiling",
                        "behaviour-kl-ceiling",
                        "gradient-spike",
                        "length-ceiling",
                        "failures-ceiling",
                        "learning-rate-factor",
                        "max-rollbacks"),
                e.mistakes().stream()
                        .map(InvalidOptionException.Mistake::option)
                        .toList());
    }
}
