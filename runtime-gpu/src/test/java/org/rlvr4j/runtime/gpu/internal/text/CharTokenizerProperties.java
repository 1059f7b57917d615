package org.rlvr4j.runtime.gpu.internal.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CharTokenizerProperties {

    private static void assertSays(Throwable thrown, String... parts) {
        for (String part : parts) {
            assertTrue(String.valueOf(thrown.getMessage()).contains(part), thrown.getMessage());
        }
    }

    @Provide
    Arbitrary<String> alphabets() {
        return Arbitraries.chars()
                .filter(c -> !Character.isSurrogate(c))
                .set()
                .ofMinSize(1)
                .ofMaxSize(40)
                .map(set -> {
                    StringBuilder alphabet = new StringBuilder();
                    set.forEach(alphabet::append);
                    return alphabet.toString();
                });
    }

    @Property(tries = 200)
    void aTextSurvivesEncodingAndItsTokenizerAFile(@ForAll("alphabets") String alphabet) throws IOException {
        CharTokenizer tokenizer =
                CharTokenizer.of(TokenizerFile.parse(new CharTokenizer(alphabet).toJson(), "tokenizer.json"));
        String text = new StringBuilder(alphabet).reverse() + alphabet;
        int[] encoded = tokenizer.encode(text, true);
        assertEquals(text, tokenizer.decode(encoded, encoded.length));
        assertArrayEquals(new CharTokenizer(alphabet).encode(text, true), encoded);
        assertEquals(alphabet.length() + 1, tokenizer.size());
    }

    @Example
    void decodingEndsAtTheStopTokenAndMarksTokensWithoutACharacter() {
        CharTokenizer tokenizer = new CharTokenizer("ab");
        assertEquals("ab", tokenizer.decode(new int[] {1, 2, 0, 1}, 4));
        assertEquals("a\uFFFD", tokenizer.decode(new int[] {1, 3}, 2));
    }

    @Example
    void anUnknownCharacterIsNamed() {
        assertSays(
                assertThrows(IllegalArgumentException.class, () -> new CharTokenizer("abc").encode("abéc", true)),
                "U+00E9",
                "position 2",
                "abc");
    }

    @Example
    void alphabetsThatCannotBeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new CharTokenizer("aba"));
        assertThrows(IllegalArgumentException.class, () -> new CharTokenizer("a\uD83D\uDE00"));
    }

    @Example
    void filesThatAreNoCharacterTokenizerAreRefused() {
        for (String json : new String[] {
            "",
            "nonsense",
            "[]",
            "{}",
            "{\"model\":{\"vocab\":{\"a\":0}}}",
            "{\"model\":{\"vocab\":{\"<eos>\":0,\"ab\":1}}}",
            "{\"model\":{\"vocab\":{\"<eos>\":0,\"a\":2}}}",
            "{\"model\":{\"vocab\":{\"<eos>\":0,\"a\":1,\"b\":1}}}",
            "{\"model\":{\"vocab\":{\"<eos>\":0,\"\\ud83d\":1}}}"
        }) {
            assertSays(
                    assertThrows(
                            IOException.class,
                            () -> CharTokenizer.of(
                                    TokenizerFile.parse(json.getBytes(StandardCharsets.UTF_8), "tokenizer.json")),
                            json),
                    "tokenizer.json");
        }
    }
}
