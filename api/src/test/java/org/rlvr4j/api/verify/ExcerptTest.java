package org.rlvr4j.api.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ExcerptTest {

    @Test
    void escapesAndCuts() {
        assertEquals("\"a\\u0000b\\u202e\\ud800\\\"\\\\\"", Excerpt.of("a\u0000b\u202e\ud800\"\\"));
        assertEquals("\"" + "x".repeat(40) + "…\"", Excerpt.of("x".repeat(41)));
        assertEquals("\"cd\"", Excerpt.of("abcd", 2));
    }
}
