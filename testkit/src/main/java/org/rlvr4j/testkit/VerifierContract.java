package org.rlvr4j.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.api.verify.Verifier;

/** What every {@link Verifier} keeps to. */
@PropertyDefaults(tries = 200)
public abstract class VerifierContract {

    private static final int MEGABYTE = 1 << 20;
    private static final int LONGEST_REASON = 2000;
    private static final int THREADS = 8;

    /** For subclasses. */
    protected VerifierContract() {}

    /**
     * Creates the verifier.
     *
     * @return a new verifier, the same each time
     */
    protected abstract Verifier verifier();

    /**
     * A problem with a response that is right.
     *
     * @param problem the problem, with a reference in the verifier's format
     * @param gold a response that solves it
     */
    public record Solved(Problem problem, String gold) {}

    /**
     * Gives problems with their right responses.
     *
     * @return at least one
     */
    protected abstract List<Solved> solved();

    /**
     * Bounds the time of one judgement on a slow machine.
     *
     * @return by default 20 s, which only a verifier that hangs exceeds
     */
    protected Duration deadline() {
        return Duration.ofSeconds(20);
    }

    private Problem problem() {
        return solved().get(0).problem();
    }

    private Verdict verify(Problem problem, String response) {
        Verdict verdict = assertTimeoutPreemptively(
                deadline(), () -> verifier().verify(problem, response), () -> "no verdict on " + sketch(response));
        check(verdict, response);
        return verdict;
    }

    private static void check(Verdict verdict, String response) {
        assertNotNull(verdict, () -> "the verdict on " + sketch(response) + " is null");
        String reason = verdict.reason();
        assertFalse(reason.isBlank(), () -> "the verdict on " + sketch(response) + " has no reason");
        assertTrue(
                reason.length() <= LONGEST_REASON,
                () -> "the reason has " + reason.length() + " characters, more than " + LONGEST_REASON
                        + ": quote the response in part only");
        assertTrue(
                reason.codePoints().noneMatch(c -> c == '\n' || c == '\r' || c == 0),
                () -> "the reason is more than one line on " + sketch(response));
    }

    private static String sketch(String text) {
        String start = text.substring(0, Math.min(60, text.length()));
        return text.length() + " characters \"" + start + (text.length() > 60 ? "…\"" : "\"");
    }

    /** Every gold response is correct. */
    @Test
    public void goldVerifiesItself() {
        assertFalse(solved().isEmpty(), "solved() gives no problem");
        for (Solved one : solved()) {
            Verdict verdict = verify(one.problem(), one.gold());
            assertTrue(
                    verdict.isCorrect(), () -> "gold is not correct for problem " + one.problem().id() + ": " + verdict);
        }
    }

    /** Nothing said is nothing right. */
    @Test
    public void anEmptyResponseIsNotCorrect() {
        for (Solved one : solved()) {
            for (String nothing : List.of("", " ", "\n\n\t")) {
                assertFalse(verify(one.problem(), nothing).isCorrect(), "an empty response is correct");
            }
        }
    }

    /**
     * Any response at all is judged.
     *
     * @param response any string, unpaired surrogates and NUL included
     */
    @Property
    public void anyResponseIsJudged(@ForAll("texts") String response) {
        assertTrue(
                verify(problem(), response).isJudged(),
                () -> "Failed is for machinery and unreadable references, not for a response: " + sketch(response));
    }

    /**
     * Gold with something strange in the middle of it is judged.
     *
     * @param strange any string
     * @param where from 0 to 1
     */
    @Property
    public void anyMutationOfGoldIsJudged(@ForAll("texts") String strange, @ForAll("shares") double where) {
        Solved one = solved().get(0);
        int cut = (int) (where * one.gold().length());
        String mutated = one.gold().substring(0, cut) + strange + one.gold().substring(cut);
        assertTrue(verify(one.problem(), mutated).isJudged(), () -> sketch(mutated));
        assertTrue(verify(one.problem(), one.gold().substring(cut)).isJudged(), "the end of gold alone");
    }

    /**
     * A reference that is not in the verifier's format gives a verdict too, and no exception.
     *
     * @param reference any string
     */
    @Property
    public void anyReferenceGivesAVerdict(@ForAll("texts") String reference) {
        Solved one = solved().get(0);
        verify(new Problem("strange", "prompt", reference), one.gold());
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(200),
                Arbitraries.strings().ascii().ofMaxLength(200),
                Arbitraries.strings()
                        .withChars("0123456789+-*/()[]{}<>=\\,.^_$# \n\"'`abcxyz\u0000\ud800\udc00\u202e")
                        .ofMaxLength(200));
    }

    @Provide
    Arbitrary<Double> shares() {
        return Arbitraries.doubles().between(0, 1);
    }

    /**
     * Says of what megabytes are made.
     *
     * @return by default what parsers stumble over; fewer for verifiers that take long
     */
    protected List<String> pieces() {
        return List.of(
                "(", "[", "{", "<", "1", "1+", "-", "\\frac{", "^", "\\boxed{", "\\sqrt", "$", " ", "\n", "a ", "\"", "\\",
                "```\n", "\u0000", "\ud800", "\udc00", "é", "💥", "<answer>", "<think>");
    }

    /**
     * A megabyte of one piece, with and without gold beside it, and of gold, is judged in time.
     *
     * @return a test for each text
     */
    @TestFactory
    public Stream<DynamicTest> aMegabyteIsJudgedWithinTheDeadline() {
        Solved one = solved().get(0);
        return Stream.concat(pieces().stream(), Stream.of(one.gold() + "\n"))
                .map(piece -> DynamicTest.dynamicTest("1 MB of " + sketch(piece), () -> {
                    String much = piece.repeat(MEGABYTE / piece.length());
                    for (String response : List.of(much, one.gold() + much, much + one.gold())) {
                        assertTrue(verify(one.problem(), response).isJudged(), () -> sketch(response));
                    }
                }));
    }

    /** A megabyte as reference gives a verdict in time. */
    @Test
    public void aMegabyteAsReferenceGivesAVerdict() {
        for (String piece : List.of("(", "1", "\\frac{", "{\"a\":", "\u0000", "\ud800")) {
            Problem strange = new Problem("strange", "prompt", piece.repeat(MEGABYTE / piece.length()));
            verify(strange, solved().get(0).gold());
        }
    }

    /** The same response gives the same verdict, each time and from a new verifier. */
    @Test
    public void verdictsAreDeterministic() {
        Verifier used = verifier();
        for (Solved one : solved()) {
            for (String response : responses(one)) {
                Verdict first = used.verify(one.problem(), response);
                assertEquals(first, used.verify(one.problem(), response), "judged again");
                assertEquals(first, verifier().verify(one.problem(), response), "judged by a new verifier");
            }
        }
    }

    /** One verifier in several threads at once gives the verdicts that it gives in one.
     *
     * @throws InterruptedException if the test is interrupted
     */
    @Test
    public void severalThreadsAtOnceGiveTheSameVerdicts() throws InterruptedException {
        Verifier shared = verifier();
        List<Solved> all = solved();
        List<List<Verdict>> expected = all.stream().map(one -> judge(shared, one)).toList();
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<List<List<Verdict>>>> judging = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                judging.add(pool.submit(() -> {
                    List<List<Verdict>> verdicts = new ArrayList<>();
                    for (int round = 0; round < rounds(); round++) {
                        verdicts = all.stream().map(one -> judge(shared, one)).toList();
                    }
                    return verdicts;
                }));
            }
            for (Future<List<List<Verdict>>> one : judging) {
                assertEquals(expected, one.get(), "verdicts differ between threads");
            }
        } catch (ExecutionException e) {
            throw new AssertionError("the verifier threw when several threads called it: " + e.getCause(), e);
        } finally {
            pool.shutdownNow();
        }
    }

    /**
     * Says how often each of 8 threads judges all examples.
     *
     * @return by default 50; fewer for verifiers that take long
     */
    protected int rounds() {
        return 50;
    }

    private static List<Verdict> judge(Verifier verifier, Solved one) {
        return responses(one).stream()
                .map(response -> verifier.verify(one.problem(), response))
                .toList();
    }

    private static List<String> responses(Solved one) {
        return List.of(
                one.gold(), "", "I do not know.", one.gold().substring(one.gold().length() / 2), one.gold() + one.gold());
    }
}
