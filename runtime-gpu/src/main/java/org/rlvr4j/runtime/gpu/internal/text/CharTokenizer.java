package org.rlvr4j.runtime.gpu.internal.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A tokenizer whose tokens are single characters, kept as a {@code tokenizer.json} that Hugging Face's library opens (a
 * BPE model without merges). Token 0 ends a response.
 */
public final class CharTokenizer implements Tokenizer {

    /** The token that ends a response. */
    public static final int STOP_TOKEN = 0;

    private static final char UNKNOWN = '\uFFFD';
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The characters in the order of their tokens; the token of character i is i + 1. */
    private final String alphabet;

    private final Map<Character, Integer> tokens = new HashMap<>();

    /**
     * Creates a tokenizer.
     *
     * @param alphabet its characters, each once
     * @throws IllegalArgumentException if a character is there twice or is not of the basic plane
     */
    public CharTokenizer(String alphabet) {
        this.alphabet = alphabet;
        for (int i = 0; i < alphabet.length(); i++) {
            if (tokens.put(alphabet.charAt(i), i + 1) != null || Character.isSurrogate(alphabet.charAt(i))) {
                throw new IllegalArgumentException("an alphabet needs distinct characters of the basic plane, got "
                        + alphabet.charAt(i) + " at position " + i);
            }
        }
    }

    static CharTokenizer of(TokenizerFile file) throws IOException {
        JsonNode vocabulary = file.vocabulary();
        if (vocabulary.path(TokenizerFile.CHARACTER_STOP).asInt(-1) != STOP_TOKEN) {
            throw new IOException(file.where() + " is not a character tokenizer of rlvr4j: it lacks "
                    + TokenizerFile.CHARACTER_STOP + " as token 0");
        }
        char[] alphabet = new char[vocabulary.size() - 1];
        for (Map.Entry<String, JsonNode> field : vocabulary.properties()) {
            int token = field.getValue().asInt(-1);
            if (token == STOP_TOKEN) {
                continue;
            }
            if (field.getKey().length() != 1 || token < 1 || token > alphabet.length || alphabet[token - 1] != 0) {
                throw new IOException(
                        file.where() + ": the token " + token + " is not one character, or not the only one of its id");
            }
            alphabet[token - 1] = field.getKey().charAt(0);
        }
        try {
            return new CharTokenizer(new String(alphabet));
        } catch (IllegalArgumentException e) {
            throw new IOException(file.where() + ": " + e.getMessage(), e);
        }
    }

    /** The tokenizer as a file. */
    public byte[] toJson() throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", "1.0");
        ObjectNode stop = root.putArray("added_tokens").addObject();
        stop.put("id", STOP_TOKEN);
        stop.put("content", TokenizerFile.CHARACTER_STOP);
        stop.put("single_word", false);
        stop.put("lstrip", false);
        stop.put("rstrip", false);
        stop.put("normalized", false);
        stop.put("special", true);
        root.putObject("decoder").put("type", "Fuse");
        ObjectNode model = root.putObject("model");
        model.put("type", "BPE");
        ObjectNode vocabulary = model.putObject("vocab");
        vocabulary.put(TokenizerFile.CHARACTER_STOP, STOP_TOKEN);
        for (int i = 0; i < alphabet.length(); i++) {
            vocabulary.put(alphabet.substring(i, i + 1), i + 1);
        }
        model.putArray("merges");
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }

    @Override
    public int size() {
        return alphabet.length() + 1;
    }

    /** Encodes a text, around which nothing is put; characters outside the alphabet are refused by name. */
    @Override
    public int[] encode(String text, boolean framed) {
        int[] encoded = new int[text.length()];
        for (int i = 0; i < encoded.length; i++) {
            Integer token = tokens.get(text.charAt(i));
            if (token == null) {
                throw new IllegalArgumentException(String.format(
                        "the character U+%04X at position %d is not in the policy's alphabet \"%s\"",
                        (int) text.charAt(i), i, alphabet));
            }
            encoded[i] = token;
        }
        return encoded;
    }

    /** Decodes tokens up to the first stop token; a model may have tokens beyond the alphabet's. */
    @Override
    public String decode(int[] encoded, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length && encoded[i] != STOP_TOKEN; i++) {
            text.append(encoded[i] <= alphabet.length() ? alphabet.charAt(encoded[i] - 1) : UNKNOWN);
        }
        return text.toString();
    }

    @Override
    public String piece(int token) {
        if (token == STOP_TOKEN) {
            return TokenizerFile.CHARACTER_STOP;
        }
        return token >= 1 && token <= alphabet.length() ? alphabet.substring(token - 1, token) : "";
    }

    @Override
    public OptionalInt idOf(String piece) {
        if (piece.equals(TokenizerFile.CHARACTER_STOP)) {
            return OptionalInt.of(STOP_TOKEN);
        }
        Integer token = piece.length() == 1 ? tokens.get(piece.charAt(0)) : null;
        return token == null ? OptionalInt.empty() : OptionalInt.of(token);
    }

    @Override
    public void close() {}
}
