package org.rlvr4j.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.verify.Verdict;

class PuzzleVerifierProperties {

    @Provide
    Arbitrary<Tasks.Task> tasks() {
        return Tasks.all();
    }

    @Provide
    Arbitrary<String> anything() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all(),
                Arbitraries.strings()
                        .withChars('\u0000', '\ud800', '\udc00', '3', '|', ' ', '\n')
                        .ofMaxLength(30),
                Arbitraries.strings()
                        .withChars("0123456789-+*=x mod.|abc~<>,{}\\")
                        .ofMaxLength(40),
                Arbitraries.of("\\boxed{", "}", "{", "\\", "12", "\\text{", "ab", " ", "|")
                        .list()
                        .ofMaxSize(12)
                        .map(parts -> String.join("", parts)));
    }

    @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
    void judgesAnyStringWithABoundedReason(
            @ForAll("tasks") Tasks.Task task,
            @ForAll PromptStyle style,
            @ForAll long seed,
            @ForAll("anything") String response) {
        String reference = style.reference(
                task.generator().draw(new SplittableRandom(seed)).format());
        Verdict verdict = task.verifier().verify(new Problem("p", "", reference), response);
        assertTrue(verdict.isJudged());
        assertTrue(verdict.reason().length() < 700, verdict.reason());
        assertTrue(verdict.reason().chars().noneMatch(Character::isISOControl), verdict.reason());
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void failsOnlyForABadReference(
            @ForAll("tasks") Tasks.Task task,
            @ForAll("anything") String reference,
            @ForAll("anything") String response) {
        assertNotNull(task.verifier()
                .verify(new Problem("p", "", reference), response)
                .reason());
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void theLastBoxCounts(@ForAll("tasks") Tasks.Task task, @ForAll long seed, @ForAll("anything") String before) {
        Puzzle puzzle = task.generator().draw(new SplittableRandom(seed));
        Problem boxed = new Problem("p", "", PromptStyle.SENTENCE.reference(puzzle.format()));
        String right = "\\boxed{" + puzzle.solution() + "}";
        String wrong = "\\boxed{ " + puzzle.mistake(new SplittableRandom(seed)) + " }";
        // what ends in a backslash would escape the box
        String start = before.replace("\\", "");

        assertInstanceOf(Verdict.Correct.class, task.verifier().verify(boxed, start + wrong + " no: " + right + "."));
        assertInstanceOf(Verdict.Incorrect.class, task.verifier().verify(boxed, start + right + wrong));
        assertInstanceOf(Verdict.Correct.class, task.verifier().verify(boxed, right + "and \\boxed{cut"));
        assertInstanceOf(
                Verdict.Correct.class, task.verifier().verify(boxed, "\\boxed{\\text{" + puzzle.solution() + "}}"));
        assertInstanceOf(Verdict.Unparseable.class, task.verifier().verify(boxed, puzzle.solution()));
        Problem whole = new Problem("p", "", puzzle.format());
        assertInstanceOf(Verdict.Unparseable.class, task.verifier().verify(whole, right));
        assertInstanceOf(Verdict.Correct.class, task.verifier().verify(whole, "\n " + puzzle.solution() + " \n"));
        assertEquals(
                task.verifier().verify(whole, puzzle.solution()).answer(),
                task.verifier().verify(boxed, right).answer());
    }

    @Property(tries = 20)
    void longResponsesAreRead(@ForAll("tasks") Tasks.Task task) {
        Puzzle puzzle = task.generator().draw(new SplittableRandom(1));
        Problem boxed = new Problem("p", "", PromptStyle.SENTENCE.reference(puzzle.format()));
        String boxes = "\\boxed{".repeat(6_000);
        assertFalse(task.verifier().verify(boxed, boxes).isCorrect());
        assertFalse(task.verifier().verify(boxed, "1".repeat(50_001)).isCorrect());
        assertFalse(task.verifier()
                .verify(boxed, "\\boxed{" + "1".repeat(40_000) + "}")
                .isCorrect());
    }
}
