package org.rlvr4j.runtime.gpu.internal.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;

/** The vocabulary of a {@code tokenizer.json}; untrusted input. */
final class TokenizerFile {

    /** The stop token of a character tokenizer of rlvr4j. */
    static final String CHARACTER_STOP = "<eos>";

    private static final int MAX_TOKENS = 1 << 24;

    /** How far ids may be from dense: memory is taken by the largest id, which a few bytes can name. */
    private static final int HOLES = 4096;

    private static final int HOLES_A_TOKEN = 8;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String where;
    private final JsonNode root;
    private String[] pieces = new String[0];
    private int mostIds;

    private TokenizerFile(String where, JsonNode root) {
        this.where = where;
        this.root = root;
    }

    static TokenizerFile parse(byte[] json, String where) throws IOException {
        TokenizerFile file;
        try {
            file = new TokenizerFile(where, JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IOException(where + " is not JSON: " + e.getOriginalMessage(), e);
        }
        file.readPieces();
        return file;
    }

    private void readPieces() throws IOException {
        JsonNode vocabulary = root.path("model").path("vocab");
        JsonNode addedTokens = root.path("added_tokens");
        long entries = (long) vocabulary.size() + addedTokens.size();
        mostIds = (int) Math.min(MAX_TOKENS, HOLES + HOLES_A_TOKEN * entries);
        if (vocabulary.isArray()) {
            // a unigram model: pairs of an entry and its score, in the order of their ids
            int id = 0;
            for (JsonNode pair : vocabulary) {
                put(id++, pair.path(0).asText());
            }
        } else {
            for (Map.Entry<String, JsonNode> field : vocabulary.properties()) {
                put(field.getValue(), field.getKey());
            }
        }
        for (JsonNode added : addedTokens) {
            put(added.path("id"), added.path("content").asText());
        }
        if (pieces.length == 0) {
            throw new IOException(where + " has no tokens: it lacks model.vocab and added_tokens");
        }
        int last = pieces.length;
        while (last > 0 && pieces[last - 1] == null) {
            last--;
        }
        pieces = Arrays.copyOf(pieces, last);
        for (int id = 0; id < last; id++) {
            if (pieces[id] == null) {
                pieces[id] = "";
            }
        }
    }

    private void put(JsonNode id, String piece) throws IOException {
        if (id.isIntegralNumber() && id.canConvertToInt()) {
            put(id.asInt(), piece);
        }
    }

    @SuppressWarnings("NullAway") // slots beyond the last entry are null until the vocabulary is read
    private void put(int id, String piece) throws IOException {
        if (id < 0 || id >= mostIds) {
            throw new IOException(where + ": a token has the id " + id + "; with as many tokens as it has, ids go from 0 to "
                    + (mostIds - 1));
        }
        if (id >= pieces.length) {
            pieces = Arrays.copyOf(pieces, Math.min(mostIds, Math.max(id + 1, pieces.length * 2)));
        }
        pieces[id] = piece;
    }

    String where() {
        return where;
    }

    JsonNode vocabulary() {
        return root.path("model").path("vocab");
    }

    int size() {
        return pieces.length;
    }

    String piece(int token) {
        return token >= 0 && token < pieces.length ? pieces[token] : "";
    }

    OptionalInt idOf(String piece) {
        for (int id = pieces.length - 1; id >= 0; id--) {
            if (pieces[id].equals(piece)) {
                return OptionalInt.of(id);
            }
        }
        return OptionalInt.empty();
    }

    /** Whether rlvr4j wrote it: single characters behind a stop token, nothing that merges, splits or rewrites them. */
    boolean isOfCharacters() {
        JsonNode model = root.path("model");
        return model.path("type").asText().equals("BPE")
                && model.path("merges").isEmpty()
                && !model.path("byte_fallback").asBoolean()
                && !root.hasNonNull("pre_tokenizer")
                && !root.hasNonNull("normalizer")
                && !root.hasNonNull("post_processor")
                && root.path("decoder").path("type").asText().equals("Fuse")
                && vocabulary().path(CHARACTER_STOP).asInt(-1) == CharTokenizer.STOP_TOKEN;
    }
}
