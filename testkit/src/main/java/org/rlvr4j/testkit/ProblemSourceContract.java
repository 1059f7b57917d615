package org.rlvr4j.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.data.Demonstration;
import org.rlvr4j.api.data.DemonstrationSource;
import org.rlvr4j.api.data.ProblemSource;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.api.verify.Verifier;

/** What every {@link ProblemSource} keeps to, and every {@link DemonstrationSource} that is one too. */
public abstract class ProblemSourceContract {

    private static final int DEMONSTRATIONS = 200;

    /** For subclasses. */
    protected ProblemSourceContract() {}

    /**
     * Creates the source.
     *
     * @return a new source, the same each time
     */
    protected abstract ProblemSource source();

    /**
     * Gives the verifier that the source's references are made for.
     *
     * @return empty by default; with it the contract checks that it can read every reference
     */
    protected Optional<Verifier> verifier() {
        return Optional.empty();
    }

    private List<Problem> all() {
        ProblemSource source = source();
        List<Problem> all = new ArrayList<>(source.training());
        all.addAll(source.heldOut());
        return all;
    }

    /** There is something to train on. */
    @Test
    public void thereIsATrainingProblem() {
        assertFalse(source().training().isEmpty(), "no training problem");
    }

    /** Ids are unique, over training and held-out problems together. */
    @Test
    public void idsAreUnique() {
        Set<String> seen = new HashSet<>();
        for (Problem problem : all()) {
            assertTrue(seen.add(problem.id()), () -> "two problems have the id " + problem.id());
        }
    }

    /** No held-out problem is a training problem under another id. */
    @Test
    public void heldOutProblemsAreNotTrainedOn() {
        ProblemSource source = source();
        Set<List<String>> trained =
                source.training().stream().map(ProblemSourceContract::content).collect(Collectors.toSet());
        for (Problem problem : source.heldOut()) {
            assertFalse(trained.contains(content(problem)), () -> problem.id() + " is held out and trained on");
        }
    }

    private static List<String> content(Problem problem) {
        return List.of(problem.prompt(), problem.reference());
    }

    /** The same problems in the same order, at each call and from a new source. */
    @Test
    public void theProblemsAreTheSameEachTime() {
        ProblemSource source = source();
        ProblemSource other = source();
        assertEquals(source.training(), source.training(), "training problems, asked twice");
        assertEquals(source.heldOut(), source.heldOut(), "held-out problems, asked twice");
        assertEquals(source.training(), other.training(), "training problems of a new source");
        assertEquals(source.heldOut(), other.heldOut(), "held-out problems of a new source");
        assertEquals(source.facts(), other.facts(), "facts");
        assertEquals(source.description(), other.description(), "the description");
    }

    /** A run looks problems up by index, millions of times. */
    @Test
    public void theTrainingProblemsAreRandomAccess() {
        assertTrue(
                source().training() instanceof java.util.RandomAccess,
                () -> source().training().getClass() + " is not RandomAccess");
    }

    /** The description and the facts go into reports and manifests, a line each. */
    @Test
    public void descriptionAndFactsAreLines() {
        ProblemSource source = source();
        assertLine(source.description(), "the description");
        source.facts().forEach((name, fact) -> {
            assertLine(name, "the name of a fact");
            assertTrue(fact.codePoints().noneMatch(Character::isISOControl), "the fact " + name);
        });
    }

    private static void assertLine(String text, String what) {
        assertFalse(text.isBlank(), () -> what + " is blank");
        assertTrue(text.codePoints().noneMatch(Character::isISOControl), () -> what + " is more than one line");
    }

    /** Where problems carry weights, all of one source carry the same, a number above 0. */
    @Test
    public void weightsAreOneNumberASource() {
        Map<String, String> weights = new HashMap<>();
        for (Problem problem : source().training()) {
            String weight = problem.metadata().get(Problem.WEIGHT);
            if (weight != null) {
                double number = Double.parseDouble(weight);
                assertTrue(number > 0 && number < Double.POSITIVE_INFINITY, () -> problem.id() + " has weight " + weight);
                String earlier = weights.putIfAbsent(problem.metadata().getOrDefault(Problem.SOURCE, ""), weight);
                assertTrue(earlier == null || earlier.equals(weight), () -> "two weights in the source of " + problem.id());
            }
        }
    }

    /** The verifier, where there is one, can read every reference. */
    @Test
    public void theVerifierReadsEveryReference() {
        verifier().ifPresent(verifier -> {
            for (Problem problem : all()) {
                Verdict verdict = verifier.verify(problem, "");
                assertTrue(verdict.isJudged(), () -> problem.id() + ": " + verdict.reason());
            }
        });
    }

    /** Demonstrations, where there are any, are a function of the generator alone, of the alphabet, and of no held-out problem. */
    @Test
    public void demonstrationsAreReproducibleAndHoldNothingOut() {
        if (!(source() instanceof DemonstrationSource demonstrations)) {
            return;
        }
        List<Demonstration> first = drawn(demonstrations);
        assertEquals(first, drawn((DemonstrationSource) source()), "another source, the same generator");
        Set<Integer> alphabet =
                demonstrations.alphabet().codePoints().boxed().collect(Collectors.toSet());
        assertEquals(demonstrations.alphabet().codePoints().count(), alphabet.size(), "a character is listed twice");
        Set<String> heldOut = source().heldOut().stream().map(Problem::prompt).collect(Collectors.toSet());
        for (Demonstration one : first) {
            assertFalse(heldOut.contains(one.prompt()), () -> "a held-out problem is demonstrated: " + one.prompt());
            (one.prompt() + one.response())
                    .codePoints()
                    .forEach(c -> assertTrue(
                            alphabet.contains(c),
                            () -> "the alphabet lacks " + Character.toString(c) + " of " + one));
        }
    }

    private static List<Demonstration> drawn(DemonstrationSource source) {
        SplittableRandom random = new SplittableRandom(11);
        List<Demonstration> drawn = new ArrayList<>();
        for (int i = 0; i < DEMONSTRATIONS; i++) {
            drawn.add(source.draw(random));
        }
        return drawn;
    }
}
