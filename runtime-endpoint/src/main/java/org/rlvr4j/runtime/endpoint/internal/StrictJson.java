package org.rlvr4j.runtime.endpoint.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Reads JSON of which nothing is known but its size in bytes. */
final class StrictJson {

    private static final int DEEPEST = 64;
    private static final int LONGEST_NUMBER = 100;

    /** One body at a time becomes a tree, which may be some tens of times as large as its text. */
    private static final Object ONE_AT_A_TIME = new Object();

    private StrictJson() {}

    /**
     * Decodes UTF-8.
     *
     * @throws InvalidAnswerException if it is none
     */
    static String text(byte[] body) throws InvalidAnswerException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidAnswerException("the answer is not valid UTF-8");
        }
    }

    /**
     * Reads an object.
     *
     * @param mostValues how many names, values and brackets it may have
     * @throws InvalidAnswerException if it is none, or too large in some respect
     */
    static JsonNode object(String text, long mostValues, ApiKey key) throws InvalidAnswerException {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxNumberLength(LONGEST_NUMBER)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxTokenCount(mostValues)
                        .build())
                .build();
        JsonNode root;
        synchronized (ONE_AT_A_TIME) {
            try {
                root = JsonMapper.builder(factory)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .build()
                        .readTree(text);
            } catch (StreamConstraintsException e) {
                throw new InvalidAnswerException("the answer is JSON that is nested too deeply, has too long a number,"
                        + " or many more values than were asked for");
            } catch (JsonProcessingException e) {
                throw new InvalidAnswerException(
                        "the answer is not JSON, or not all of it: it begins " + ServerText.quote(text, key));
            }
        }
        if (!root.isObject()) {
            throw new InvalidAnswerException(
                    "the answer is not a JSON object: it begins " + ServerText.quote(text, key));
        }
        return root;
    }
}
