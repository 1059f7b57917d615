package org.rlvr4j.trainer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

    @ParameterizedTest
    @CsvSource({"kitten, sitting, 3", "'', abc, 3", "abc, '', 3", "same, same, 0", "ab, ba, 2"})
    void countsEdits(String a, String b, int distance) {
        assertEquals(distance, NearestName.distance(a, b));
    }

    @Test
    void suggestsOnlyWhatIsNear() {
        assertEquals(
                "unknown key \"stpes\"; did you mean \"steps\"? (known: seed, steps)",
                NearestName.unknown("key", "stpes", List.of("steps", "seed")));
        assertEquals(
                "unknown key \"frobnicate\" (known: seed, steps)",
                NearestName.unknown("key", "frobnicate", List.of("steps", "seed")));
        assertEquals("unknown key \"a\" (known: none)", NearestName.unknown("key", "a", List.of()));
    }
}
