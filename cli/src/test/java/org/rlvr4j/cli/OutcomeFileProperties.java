package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.rlvr4j.api.evaluation.ProblemOutcome;

/** Whatever a kill leaves of a file of outcomes, the evaluation goes on to the same outcomes. */
class OutcomeFileProperties {

    private static final SortedMap<String, String> IDENTITY =
            new TreeMap<>(Map.of("evaluation.samples", "9", "token-sampler.temperature", "1", "runtime", "é\u2028"));

    private static final int BATCH = 3;

    private Path folder = Path.of("");
    private Path file = Path.of("");

    @BeforeTry
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("outcomes");
        file = folder.resolve("outcomes.jsonl");
    }

    @AfterTry
    void deleteFolder() throws IOException {
        Files.deleteIfExists(file);
        Files.delete(folder);
    }

    @Provide
    Arbitrary<List<ProblemOutcome>> outcomes() {
        // also what is no text: halves of characters, line ends, quotes
        Arbitrary<String> text = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(6),
                Arbitraries.strings().withChars("\n\"\\a\ud800\udc00").ofMaxLength(6));
        Arbitrary<ProblemOutcome.AnswerCount> answer = Combinators.combine(
                        text, Arbitraries.integers().between(1, 3), Arbitraries.of(true, false))
                .as(ProblemOutcome.AnswerCount::new);
        Arbitrary<ProblemOutcome> outcome = Combinators.combine(
                        text,
                        Arbitraries.integers().between(0, 9),
                        answer.list().ofMaxSize(3))
                .as((id, correct, answers) -> new ProblemOutcome(id, 9, correct, answers));
        return outcome.list().ofMinSize(1).ofMaxSize(8);
    }

    private OutcomeFile open() throws IOException {
        return OutcomeFile.open(file, IDENTITY);
    }

    /** What an evaluation does: batch by batch it takes what is there, and draws and keeps what is not. */
    private static List<ProblemOutcome> evaluate(OutcomeFile journal, List<ProblemOutcome> drawn) {
        List<ProblemOutcome> outcomes = new ArrayList<>();
        for (int from = 0; from < drawn.size(); from += BATCH) {
            List<ProblemOutcome> batch = drawn.subList(from, Math.min(drawn.size(), from + BATCH));
            List<ProblemOutcome> kept = IntStream.range(from, from + batch.size())
                    .mapToObj(journal::outcome)
                    .flatMap(Optional::stream)
                    .toList();
            if (kept.size() == batch.size()) {
                outcomes.addAll(kept);
            } else {
                journal.append(from, batch);
                outcomes.addAll(batch);
            }
        }
        return outcomes;
    }

    private static byte[] whole(Path file, List<ProblemOutcome> outcomes) throws IOException {
        try (OutcomeFile journal = OutcomeFile.open(file, IDENTITY)) {
            evaluate(journal, outcomes);
        }
        return Files.readAllBytes(file);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void anyPrefixGoesOnToTheSameOutcomes(
            @ForAll("outcomes") List<ProblemOutcome> outcomes,
            @ForAll @Size(min = 1, max = 3) List<@IntRange(min = 0, max = 1_000) Integer> kills)
            throws IOException {
        whole(file, outcomes);
        for (int kill : kills) {
            byte[] bytes = Files.readAllBytes(file);
            int left = (int) ((long) kill * bytes.length / 1_000);
            Files.write(file, Arrays.copyOf(bytes, left));
            try (OutcomeFile journal = open()) {
                for (int i = 0; i < outcomes.size(); i++) {
                    Optional<ProblemOutcome> kept = journal.outcome(i);
                    assertTrue(kept.isEmpty() || kept.get().equals(outcomes.get(i)));
                }
                assertEquals(outcomes, evaluate(journal, outcomes));
                assertEquals(outcomes.size(), journal.size());
            }
        }
        try (OutcomeFile journal = open()) {
            assertEquals(outcomes.size(), journal.size());
            assertEquals(0, journal.damaged());
        }
    }

    /** The lines that are whole are kept: no more is lost than what was torn. */
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void aPrefixKeepsItsWholeLines(
            @ForAll("outcomes") List<ProblemOutcome> outcomes, @ForAll @IntRange(min = 0, max = 1_000) int kill)
            throws IOException {
        byte[] bytes = whole(file, outcomes);
        int left = (int) ((long) kill * bytes.length / 1_000);
        Files.write(file, Arrays.copyOf(bytes, left));
        int lines = (int) IntStream.range(0, left).filter(i -> bytes[i] == '\n').count();
        try (OutcomeFile journal = open()) {
            assertEquals(Math.max(0, lines - 1), journal.size());
            for (int i = 0; i < lines - 1; i++) {
                assertEquals(Optional.of(outcomes.get(i)), journal.outcome(i));
            }
        }
    }

    /** A damaged line costs its problem; where it is the first, nobody can tell whose outcomes they are. */
    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void aChangedByteIsNeverAnOutcome(
            @ForAll("outcomes") List<ProblemOutcome> outcomes,
            @ForAll @IntRange(min = 0, max = 1_000) int where,
            @ForAll @IntRange(min = 1, max = 255) int flip)
            throws IOException {
        byte[] bytes = whole(file, outcomes);
        int at = (int) ((long) where * (bytes.length - 1) / 1_000);
        int firstEnd = IntStream.range(0, bytes.length)
                .filter(i -> bytes[i] == '\n')
                .findFirst()
                .orElseThrow();
        bytes[at] ^= (byte) flip;
        Files.write(file, bytes);
        try (OutcomeFile journal = open()) {
            // a damaged last line is torn off, one in the middle is passed over
            assertTrue(at > firstEnd || outcomes.size() == 1, "taken for an evaluation without its first line");
            assertEquals(outcomes, evaluate(journal, outcomes));
        } catch (BadInputException e) {
            assertTrue(at <= firstEnd, e.getMessage());
            assertTrue(
                    String.valueOf(e.getMessage()).contains("is damaged; delete the folder to start anew"),
                    e.getMessage());
        }
    }

    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void doubledLinesAreHarmless(@ForAll("outcomes") List<ProblemOutcome> outcomes) throws IOException {
        List<String> lines = new String(whole(file, outcomes), java.nio.charset.StandardCharsets.US_ASCII)
                .lines()
                .toList();
        List<String> doubled = new ArrayList<>(lines);
        doubled.addAll(lines.subList(lines.size() / 2, lines.size()));
        Files.write(file, doubled);
        try (OutcomeFile journal = open()) {
            assertEquals(outcomes.size(), journal.size());
            assertEquals(outcomes, evaluate(journal, outcomes));
        }
    }

    @Example
    void anotherEvaluationIsRefusedNamingAllThatDiffersAndKeepsItsFile() throws IOException {
        byte[] bytes = whole(file, List.of(new ProblemOutcome("a", 9, 1), new ProblemOutcome("b", 9, 2)));
        SortedMap<String, String> other = new TreeMap<>(IDENTITY);
        other.put("evaluation.samples", "8");
        other.put("plugin x", "\u001b[31m");
        other.remove("token-sampler.temperature");
        String refused = String.valueOf(assertThrows(BadInputException.class, () -> OutcomeFile.open(file, other))
                .getMessage());
        assertEquals(
                folder + " holds the outcomes of 2 problems of another evaluation:\n"
                        + "  evaluation.samples was 9, is 8\n"
                        + "  plugin x was absent, is \\u001B[31m\n"
                        + "  token-sampler.temperature was 1, is absent\n"
                        + "undo the changes to go on with it, delete the folder to start anew, or name another --out",
                refused);
        assertEquals(-1, Arrays.mismatch(bytes, Files.readAllBytes(file)));
    }

    @Example
    void anEvaluationWithoutAnOutcomeGivesWay() throws IOException {
        whole(file, List.of());
        SortedMap<String, String> other = new TreeMap<>(IDENTITY);
        other.put("evaluation.samples", "8");
        try (OutcomeFile journal = OutcomeFile.open(file, other)) {
            journal.append(0, List.of(new ProblemOutcome("a", 8, 1)));
        }
        try (OutcomeFile journal = OutcomeFile.open(file, other)) {
            assertEquals(1, journal.size());
        }
        assertThrows(BadInputException.class, this::open);
    }

    @Example
    void whatOnlyExplainsIsNoDifference() {
        SortedMap<String, String> before = new TreeMap<>(Map.of(
                "problems.path", "a.jsonl", "evaluatedProblemsSha256", "1", "model", "\"x\"", "modelSha256", "2"));
        SortedMap<String, String> moved = new TreeMap<>(before);
        moved.put("problems.path", "b.jsonl");
        moved.put("model", "\"y\"");
        assertTrue(EvaluationIdentity.differences(before, moved).isEmpty());
        moved.put("evaluatedProblemsSha256", "3");
        assertEquals(3, EvaluationIdentity.differences(before, moved).size());
        SortedMap<String, String> builtin = new TreeMap<>(Map.of("model", "\"builtin:a\""));
        SortedMap<String, String> other = new TreeMap<>(Map.of("model", "\"builtin:b\""));
        assertFalse(EvaluationIdentity.differences(builtin, other).isEmpty());
    }
}
