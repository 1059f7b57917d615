package org.rlvr4j.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.data.Demonstration;
import org.rlvr4j.api.data.DemonstrationSource;
import org.rlvr4j.api.data.ProblemSource;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.api.run.RunTracker;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.api.verify.Verifier;

/** Problem sources and trackers that break a law each. */
class BrokenSourcesTest {

    private record Listed(List<Problem> training, List<Problem> heldOut, String description) implements ProblemSource {}

    private static List<Problem> problems(String prefix, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new Problem(prefix + i, "what is " + i + "?", String.valueOf(i)))
                .toList();
    }

    static class Sound extends ProblemSourceContract {
        @Override
        protected ProblemSource source() {
            return new Listed(problems("t", 0, 5), problems("h", 5, 8), "numbers");
        }
    }

    static class Empty extends ProblemSourceContract {
        @Override
        protected ProblemSource source() {
            return new Listed(List.of(), problems("h", 5, 8), "numbers");
        }
    }

    static class Twice extends ProblemSourceContract {
        @Override
        protected ProblemSource source() {
            return new Listed(problems("p", 0, 5), problems("p", 4, 8), "numbers");
        }
    }

    static class Leaks extends ProblemSourceContract {
        @Override
        protected ProblemSource source() {
            return new Listed(problems("t", 0, 5), problems("h", 4, 8), "numbers");
        }
    }

    static class Changes extends ProblemSourceContract {
        private int calls;

        @Override
        protected ProblemSource source() {
            calls++;
            return new Listed(problems("t", 0, 5 + calls), problems("h", 100, 103), "numbers");
        }
    }

    static class Linked extends ProblemSourceContract {
        @Override
        protected ProblemSource source() {
            return new Listed(new java.util.LinkedList<>(problems("t", 0, 5)), List.of(), "numbers");
        }
    }

    static class TwoLines extends ProblemSourceContract {
        @Override
        protected ProblemSource source() {
            return new Listed(problems("t", 0, 5), List.of(), "numbers\nand more");
        }
    }

    static class TwoWeights extends ProblemSourceContract {
        @Override
        protected ProblemSource source() {
            return new Listed(
                    List.of(
                            new Problem("a", "a", "a", Map.of(Problem.WEIGHT, "1")),
                            new Problem("b", "b", "b", Map.of(Problem.WEIGHT, "2"))),
                    List.of(),
                    "letters");
        }
    }

    static class Unreadable extends ProblemSourceContract {
        @Override
        protected ProblemSource source() {
            return new Listed(problems("t", 0, 5), List.of(), "numbers");
        }

        @Override
        protected Optional<Verifier> verifier() {
            return Optional.of((problem, response) -> new Verdict.Failed("no such reference"));
        }
    }

    private interface Demonstrating extends ProblemSource, DemonstrationSource {}

    static class DemonstratesHeldOut extends ProblemSourceContract {
        @Override
        protected ProblemSource source() {
            return new Demonstrating() {
                @Override
                public List<Problem> training() {
                    return problems("t", 0, 5);
                }

                @Override
                public List<Problem> heldOut() {
                    return problems("h", 5, 8);
                }

                @Override
                public String description() {
                    return "numbers";
                }

                @Override
                public Demonstration draw(RandomGenerator random) {
                    int n = random.nextInt(8);
                    return new Demonstration("what is " + n + "?", String.valueOf(n));
                }

                @Override
                public String alphabet() {
                    return "what is?01234567";
                }
            };
        }
    }

    @Test
    void sources() {
        Outcome sound = Outcome.of(Sound.class);
        assertEquals(Set.of(), sound.failed(), sound::toString);
        assertEquals(9, sound.ran());
        assertEquals(Set.of("thereIsATrainingProblem"), Outcome.of(Empty.class).failed());
        assertEquals(Set.of("idsAreUnique", "heldOutProblemsAreNotTrainedOn"), Outcome.of(Twice.class).failed());
        assertEquals(Set.of("heldOutProblemsAreNotTrainedOn"), Outcome.of(Leaks.class).failed());
        assertEquals(Set.of("theProblemsAreTheSameEachTime"), Outcome.of(Changes.class).failed());
        assertEquals(Set.of("theTrainingProblemsAreRandomAccess"), Outcome.of(Linked.class).failed());
        assertEquals(Set.of("descriptionAndFactsAreLines"), Outcome.of(TwoLines.class).failed());
        assertEquals(Set.of("weightsAreOneNumberASource"), Outcome.of(TwoWeights.class).failed());
        assertEquals(Set.of("theVerifierReadsEveryReference"), Outcome.of(Unreadable.class).failed());
        assertEquals(
                Set.of("demonstrationsAreReproducibleAndHoldNothingOut"),
                Outcome.of(DemonstratesHeldOut.class).failed());
    }

    private static RunTracker.Tracking tracking(java.util.function.Consumer<RunEvent> take) {
        return new RunTracker.Tracking() {
            @Override
            public void record(RunEvent event) {
                take.accept(event);
            }

            @Override
            public void close() {}
        };
    }

    static class Quiet extends RunTrackerContract {
        @Override
        protected RunTracker tracker() {
            return run -> tracking(event -> {});
        }
    }

    static class Demanding extends RunTrackerContract {
        @Override
        protected RunTracker tracker() {
            return run -> tracking(event -> {
                if (event instanceof RunEvent.StepCompleted step
                        && !Double.isFinite(step.update().loss())) {
                    throw new IllegalStateException("a loss that is not finite");
                }
            });
        }
    }

    static class NeedsItsFolder extends RunTrackerContract {
        @Override
        protected RunTracker tracker() {
            return run -> {
                if (!run.folder().toFile().isDirectory() && !run.folder().toFile().mkdirs()) {
                    throw new IllegalStateException("no folder");
                }
                return tracking(event -> {});
            };
        }
    }

    @Test
    void trackers() {
        Outcome quiet = Outcome.of(Quiet.class);
        assertEquals(Set.of(), quiet.failed(), quiet::toString);
        assertEquals(3, quiet.ran());
        assertTrue(Outcome.of(Demanding.class).failed().contains("everyEventIsTaken"));
        assertEquals(
                Set.of("aFolderThatCannotBeWrittenDoesNoHarm"),
                Outcome.of(NeedsItsFolder.class).failed());
    }
}
