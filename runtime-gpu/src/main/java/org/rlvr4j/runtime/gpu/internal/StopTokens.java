package org.rlvr4j.runtime.gpu.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code eos_token_id}, which is one token, a list of tokens, or nothing. */
final class StopTokens {

    private static final String KEY = "eos_token_id";
    private static final int MOST = 1000;

    private StopTokens() {}

    /** Reads the tokens in their order; none where the field is missing or null. */
    static List<Integer> read(ConfigFields fields, int vocabularySize) {
        JsonNode node = fields.node(KEY);
        if (!fields.has(KEY)) {
            return List.of();
        }
        List<Integer> tokens = new ArrayList<>();
        for (JsonNode token : node.isArray() ? node : List.of(node)) {
            if (!ConfigFields.isWhole(token, 0, vocabularySize - 1) || tokens.size() == MOST) {
                fields.wrong(KEY + " must be tokens of the vocabulary of " + vocabularySize + ", at most " + MOST
                        + " of them, is " + fields.shown(node));
                return List.of();
            }
            if (!tokens.contains(token.asInt())) {
                tokens.add(token.asInt());
            }
        }
        return List.copyOf(tokens);
    }
}
