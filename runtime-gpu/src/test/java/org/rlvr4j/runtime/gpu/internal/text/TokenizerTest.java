package org.rlvr4j.runtime.gpu.internal.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hugging Face tokenizers against transformers; {@code src/test/python/make_oracles.py} made the values. */
class TokenizerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = TokenizerTest.class.getResourceAsStream("/oracle/tokenizers/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private static Tokenizer read(String name) throws IOException {
        return Tokenizer.read(resource(name + "/tokenizer.json"), "tokenizer.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"byte-level", "byte-fallback", "words"})
    void encodesAndDecodesAsTransformers(String name) throws IOException {
        JsonNode oracle = JSON.readTree(resource(name + "/oracle.json"));
        try (Tokenizer tokenizer = read(name)) {
            assertEquals(oracle.path("size").asInt(), tokenizer.size());
            for (JsonNode row : oracle.path("texts")) {
                String text = row.path("text").asText();
                int[] ids = JSON.convertValue(row.path("ids"), int[].class);
                assertArrayEquals(ids, tokenizer.encode(text, true), text);
                assertArrayEquals(
                        JSON.convertValue(row.path("plain"), int[].class), tokenizer.encode(text, false), text);
                assertArrayEquals(
                        JSON.convertValue(row.path("pieces"), String[].class),
                        Arrays.stream(ids).mapToObj(tokenizer::piece).toArray(String[]::new));
                assertEquals(row.path("decoded").asText(), tokenizer.decode(ids, ids.length), text);
            }
        }
    }

    @Test
    void idsThatOnlyTheModelKnowsDecodeToNothing() throws IOException {
        try (Tokenizer tokenizer = read("byte-level")) {
            int[] ids = tokenizer.encode("Hello", false);
            int[] padded = Arrays.copyOf(ids, ids.length + 2);
            padded[ids.length] = tokenizer.size();
            padded[ids.length + 1] = 151_000;
            assertEquals("Hello", tokenizer.decode(padded, padded.length));
            assertEquals("", tokenizer.piece(151_000));
            assertEquals("", tokenizer.decode(new int[] {151_000}, 1));
            assertTrue(tokenizer.idOf("<|end|>").isPresent());
            assertTrue(tokenizer.idOf("no such piece").isEmpty());
        }
    }

    @Test
    void bytesThatAreNoCharacterBecomeTheReplacement() throws IOException {
        try (Tokenizer tokenizer = read("byte-level")) {
            int[] ids = tokenizer.encode("数", false);
            assertEquals("数", tokenizer.decode(ids, ids.length));
            if (ids.length > 1) {
                assertTrue(tokenizer.decode(ids, 1).contains("\uFFFD"));
            }
        }
    }

    @Test
    void halfACharacterIsRefused() throws IOException {
        try (Tokenizer tokenizer = read("byte-level")) {
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> tokenizer.encode("ab\uD83Dc", false));
            assertTrue(String.valueOf(e.getMessage()).contains("position 2"), e.getMessage());
        }
    }

    @Test
    void aCharacterTokenizerOfRlvr4jIsToldApart() throws IOException {
        try (Tokenizer tokenizer = Tokenizer.read(new CharTokenizer("abc").toJson(), "tokenizer.json")) {
            assertInstanceOf(CharTokenizer.class, tokenizer);
            assertEquals("<eos>", tokenizer.piece(0));
            assertEquals("b", tokenizer.piece(2));
            assertEquals("", tokenizer.piece(4));
            assertEquals(3, tokenizer.idOf("c").orElseThrow());
            assertEquals(0, tokenizer.idOf("<eos>").orElseThrow());
            assertTrue(tokenizer.idOf("d").isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{}",
                "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0}}}",
                "{\"model\":{\"type\":\"Nothing\",\"vocab\":{\"a\":0}},\"added_tokens\":[]}",
                "{\"model\":{\"vocab\":{\"a\":-1,\"b\":99999999999}}}",
                "{\"model\":{\"vocab\":{\"a\":0,\"b\":999991}}}",
                "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0},\"merges\":[\"x y\"]},\"added_tokens\":[]}"
            })
    void filesThatAreNoTokenizerAreRefusedByName(String json) {
        IOException e = assertThrows(
                IOException.class, () -> Tokenizer.read(json.getBytes(StandardCharsets.UTF_8), "tokenizer.json"));
        assertTrue(String.valueOf(e.getMessage()).contains("tokenizer.json"), e.getMessage());
    }
}
