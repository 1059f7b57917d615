package org.rlvr4j.verifiers.math.countdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.data.Demonstration;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.api.verify.Verifier;

class CountdownSourceTest {

    private static final CountdownOptions DEFAULTS =
            OptionSchema.of(CountdownOptions.class).defaults();
    private static final Verifier VERIFIER = new CountdownVerifier(new CountdownVerifierOptions(1000));

    static CountdownPuzzle puzzleOf(String prompt) {
        int equals = prompt.indexOf('=');
        List<Integer> numbers = Arrays.stream(prompt.substring(0, equals).split(" "))
                .map(Integer::valueOf)
                .toList();
        return new CountdownPuzzle(numbers, Integer.parseInt(prompt.substring(equals + 1, prompt.length() - 1)));
    }

    @Test
    void defaultsGiveTwelveThousandProblemsQuickly() {
        CountdownSource source = assertTimeout(Duration.ofSeconds(5), () -> new CountdownSource(DEFAULTS));

        assertEquals(12_000, source.training().size());
        assertEquals(400, source.heldOut().size());
        assertEquals("countdown, 3 numbers of 1..20, targets up to 99", source.description());
    }

    /** Pins the first problems of the default seed: a change here changes every published result. */
    @Test
    void problemsOfASeedAreForEver() {
        CountdownSource source = new CountdownSource(DEFAULTS);

        assertEquals(
                List.of("8 3 2=1:", "2 8 4=20:", "9 16 5=30:"),
                source.training().subList(0, 3).stream().map(Problem::prompt).toList());
        assertEquals(
                List.of("countdown-7-11-11-29", "countdown-4-4-17-33", "countdown-4-5-8-20"),
                source.heldOut().subList(0, 3).stream().map(Problem::id).toList());
    }

    @Test
    void everyProblemIsSolvable() {
        CountdownOptions options = new CountdownOptions(List.of(3, 4), 1, 20, 99, 200, 100, 0.2, 7, 0, 0);
        CountdownSource source = new CountdownSource(options);
        List<Problem> problems = new ArrayList<>(source.training());
        problems.addAll(source.heldOut());
        for (Problem problem : problems) {
            CountdownPuzzle puzzle = CountdownPuzzle.parse(problem.reference());
            double[] numbers =
                    puzzle.numbers().stream().mapToDouble(Integer::doubleValue).toArray();
            assertTrue(reaches(numbers, puzzle.target()), problem.id());
        }
    }

    /** Brute force in floating point: replaces any two numbers by any result of theirs. */
    private static boolean reaches(double[] numbers, int target) {
        if (numbers.length == 1) {
            return Math.abs(numbers[0] - target) < 1e-6;
        }
        for (int i = 0; i < numbers.length; i++) {
            for (int j = 0; j < numbers.length; j++) {
                if (i != j) {
                    double[] rest = new double[numbers.length - 1];
                    int next = 1;
                    for (int other = 0; other < numbers.length; other++) {
                        if (other != i && other != j) {
                            rest[next++] = numbers[other];
                        }
                    }
                    double a = numbers[i];
                    double b = numbers[j];
                    for (double result : new double[] {a + b, a - b, a * b, a / b}) {
                        rest[0] = result;
                        if (reaches(rest, target)) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    @Test
    void givesEveryProblemOfASmallSpaceAndSaysHowManyThereAre() {
        List<Integer> sizes = List.of(2);
        InvalidOptionException tooMany = assertThrows(
                InvalidOptionException.class,
                () -> new CountdownSource(new CountdownOptions(sizes, 1, 4, 20, 1000, 1000, 0.4, 3, 0, 0)));
        assertEquals(2, tooMany.mistakes().size());
        int training = possible(tooMany, 0);
        int heldOut = possible(tooMany, 1);

        CountdownSource all =
                new CountdownSource(new CountdownOptions(sizes, 1, 4, 20, training, heldOut, 0.4, 3, 0, 0));

        Set<String> expected = new HashSet<>();
        for (int a = 1; a <= 4; a++) {
            for (int b = a; b <= 4; b++) {
                for (int target = 1; target <= 20; target++) {
                    if (reaches(new double[] {a, b}, target)) {
                        expected.add(new CountdownPuzzle(List.of(a, b), target).id());
                    }
                }
            }
        }
        Set<String> ids = new HashSet<>();
        all.training().forEach(problem -> ids.add(problem.id()));
        all.heldOut().forEach(problem -> ids.add(problem.id()));
        assertEquals(expected, ids);
        assertEquals(expected.size(), training + heldOut);
        assertTrue(heldOut > 0 && training > 0);
    }

    private static int possible(InvalidOptionException exception, int mistake) {
        String message = exception.mistakes().get(mistake).message();
        assertTrue(message.startsWith("1000 must be at most "), message);
        return Integer.parseInt(message.substring("1000 must be at most ".length(), message.indexOf(',')));
    }

    @Test
    void demonstrationsAreDiverse() {
        CountdownSource source = new CountdownSource(DEFAULTS);
        Map<String, Integer> shapes = new HashMap<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            shapes.merge(source.draw(random).response().replaceAll("\\d+", "n"), 1, Integer::sum);
        }
        for (String shape : List.of(
                "n+n+n", "n-n+n", "n*n-n", "n*(n+n)", "(n-n)*n", "n-n*n", "n+n/n", "(n+n)/n", "n/(n-n)", "n/n*n",
                "n/(n/n)", "n-(n-n)")) {
            assertTrue(shapes.getOrDefault(shape, 0) > 0, shape + " of " + shapes);
        }
    }

    @Test
    void noiseHasTheSharesAskedFor() {
        CountdownOptions options = new CountdownOptions(List.of(3, 4), 1, 20, 99, 10, 10, 0.2, 1, 0.2, 0.1);
        CountdownSource source = new CountdownSource(options);
        int wrongValue = 0;
        int misused = 0;
        int draws = 10_000;
        for (int i = 0; i < draws; i++) {
            Demonstration demonstration = source.draw(new SplittableRandom(i));
            Problem problem =
                    new Problem("p", "", puzzleOf(demonstration.prompt()).format());
            Verdict verdict = VERIFIER.verify(problem, demonstration.response());
            if (!verdict.isCorrect()) {
                assertTrue(verdict instanceof Verdict.Incorrect, verdict.toString());
                if (verdict.reason().startsWith("equals ")) {
                    wrongValue++;
                } else {
                    assertTrue(
                            verdict.reason().startsWith("uses ")
                                    || verdict.reason().startsWith("does not use "),
                            verdict.reason());
                    misused++;
                }
            }
        }
        // Four standard deviations of a binomial share.
        assertEquals(0.2, (double) wrongValue / draws, 4 * Math.sqrt(0.2 * 0.8 / draws));
        assertEquals(0.1, (double) misused / draws, 4 * Math.sqrt(0.1 * 0.9 / draws));
    }

    @Test
    void heldOutShareIsTheShareOfMultisets() {
        PuzzleSpace space = new PuzzleSpace(DEFAULTS);
        int heldOut = 0;
        int all = 0;
        for (int a = 1; a <= 20; a++) {
            for (int b = a; b <= 20; b++) {
                for (int c = b; c <= 20; c++) {
                    all++;
                    heldOut += space.sideOf(List.of(a, b, c)) == PuzzleSpace.Side.HELD_OUT ? 1 : 0;
                }
            }
        }
        assertEquals(1540, all);
        assertEquals(0.2, (double) heldOut / all, 4 * Math.sqrt(0.2 * 0.8 / all));
    }

    @Test
    void reportsAllMistakesAtOnce() {
        InvalidOptionException exception = assertThrows(
                InvalidOptionException.class,
                () -> new CountdownOptions(
                        List.of(1, 3), 0, 0, 0, 0, -1, Double.NaN, 1, Double.NaN, Double.POSITIVE_INFINITY));
        assertEquals(
                List.of(
                        "numbers",
                        "min-number",
                        "max-number",
                        "max-target",
                        "training-problems",
                        "held-out-problems",
                        "held-out-share",
                        "wrong-target-share",
                        "misused-number-share"),
                exception.mistakes().stream()
                        .map(InvalidOptionException.Mistake::option)
                        .toList());
    }

    @Test
    void refusesCombinationsThatCannotBe() {
        InvalidOptionException exception = assertThrows(
                InvalidOptionException.class,
                () -> new CountdownOptions(List.of(3, 3), 1, 20, 99, 10, 10, 0, 1, 0.6, 0.6));
        assertEquals(
                List.of("numbers", "held-out-share", "misused-number-share"),
                exception.mistakes().stream()
                        .map(InvalidOptionException.Mistake::option)
                        .toList());
    }
}
