package org.rlvr4j.verifiers.math.countdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountdownPuzzleTest {

    @Test
    void sortsFormatsAndParses() {
        CountdownPuzzle puzzle = new CountdownPuzzle(List.of(12, 3, 7), 45);

        assertEquals("3 7 12=45", puzzle.format());
        assertEquals(puzzle, CountdownPuzzle.parse("3 7 12=45"));
        assertEquals("countdown-3-7-12-45", puzzle.id());
        assertEquals("12 7 3=45:", puzzle.prompt(List.of(12, 7, 3)));
        assertThrows(IllegalArgumentException.class, () -> puzzle.prompt(List.of(12, 7)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "=",
                "3",
                "3 7",
                "=45",
                "3 7=",
                "7 3=45",
                "3  7=45",
                " 3 7=45",
                "3 7=45 ",
                "3 7=45=",
                "03 7=45",
                "3 7=-45",
                "3 x=45",
                "0 7=45",
                "3 7=0",
                "3 1000000000=4",
                "٣ 7=45",
                "3\t7=45",
                "3 7=45:",
                "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1=1"
            })
    void refusesAnythingElse(String reference) {
        assertThrows(IllegalArgumentException.class, () -> CountdownPuzzle.parse(reference));
    }

    @Test
    void refusesHugeReferencesWithABoundedMessage() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> CountdownPuzzle.parse("1 ".repeat(1_000_000) + "=3"));
        assertTrue(refused.toString().length() < 200, refused.toString());
    }
}
