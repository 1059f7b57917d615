package org.rlvr4j.tasks.strings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.tasks.PromptStyle;

class StringsPuzzleTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "abcde,~ edcba",
                "abcde,<2 cdeab",
                "abcde,>2 deabc",
                "abcde,<7 cdeab",
                "cabca,^ aabcc",
                "cabca,-c aba",
                "cabca,c=a aabaa",
                "cabca,-z cabca",
                "abcab,~,<2,-a cbb",
                "ab,~,^,<1,>1 ab"
            })
    void appliesOneAfterTheOther(String puzzle, String result) {
        StringsPuzzle read = StringsPuzzle.parse(puzzle);
        assertEquals(result, read.solution());
        assertEquals(puzzle, read.format());
        assertTrue(read.judge(result).isCorrect());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                ",~",
                "abc,",
                "Abc,~",
                "abc,<0",
                "abc,<100",
                "abc,r",
                "abc,-",
                "abc,a=",
                "abc,a=B",
                "aaa,-a",
                "a c,~",
                "ab,~,~,~,~,~,~,~,~,~,~,~,~,~"
            })
    void onlyPuzzlesThatLeaveSomethingAreRead(String text) {
        assertThrows(IllegalArgumentException.class, () -> StringsPuzzle.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"cba\"", "CBA", "c b a", "cba.", "cbá"})
    void onlyLettersAreAnAnswer(String answer) {
        assertInstanceOf(Verdict.Unparseable.class, StringsPuzzle.parse("abc,~").judge(answer));
    }

    @Test
    void explains() {
        Verdict verdict = StringsPuzzle.parse("abc,~").judge("abc");
        assertInstanceOf(Verdict.Incorrect.class, verdict);
        assertEquals("\"abc\" is not \"cba\"", verdict.reason());
        assertEquals(
                "Take the string abc. First, reverse it; then move the first 2 letters to the end; then delete every a; then"
                        + " replace every b by c; then sort its letters alphabetically. Give the resulting string alone as the"
                        + " final answer, in \\boxed{}.",
                StringsPuzzle.parse("abc,~,<2,-a,b=c,^").prompt(PromptStyle.SENTENCE));
    }

    /** A letter that is deleted or replaced is there, unless nothing else would remain. */
    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void operationsDoSomethingWhereTheyCan(
            @ForAll @IntRange(min = 2, max = 40) int length,
            @ForAll @IntRange(min = 2, max = 26) int letters,
            @ForAll Kind kind,
            @ForAll long seed) {
        StringsPuzzle puzzle = new StringsGenerator(new StringsOptions(
                        List.of(length), letters, List.of(1), List.of(kind), 1, 0, 0, 1, PromptStyle.COMPACT, 0))
                .draw(new SplittableRandom(seed));
        String begin = puzzle.kin();
        switch (kind) {
            case REVERSE -> assertEquals(new StringBuilder(begin).reverse().toString(), puzzle.solution());
            case ROTATE -> assertTrue((begin + begin).contains(puzzle.solution()));
            case SORT ->
                assertEquals(
                        begin.chars().sorted().boxed().toList(),
                        puzzle.solution().chars().boxed().toList());
            case DELETE ->
                assertEquals(
                        begin.chars().distinct().count() > 1, puzzle.solution().length() < begin.length());
            case REPLACE -> {
                assertFalse(puzzle.solution().equals(begin));
                assertEquals(begin.length(), puzzle.solution().length());
            }
        }
    }
}
