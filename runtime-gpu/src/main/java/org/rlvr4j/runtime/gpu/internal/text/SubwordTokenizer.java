package org.rlvr4j.runtime.gpu.internal.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;

/** A tokenizer of Hugging Face's library, through DJL's binding. Text is neither cut, padded nor tidied. */
final class SubwordTokenizer implements Tokenizer {

    private final TokenizerFile file;
    private final HuggingFaceTokenizer library;

    SubwordTokenizer(byte[] json, TokenizerFile file) throws IOException {
        this.file = file;
        Offline.require();
        Map<String, String> options =
                Map.of("addSpecialTokens", "false", "truncation", "do_not_truncate", "padding", "do_not_pad");
        try {
            library = HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), options);
        } catch (RuntimeException e) {
            throw new IOException(
                    file.where() + " is no tokenizer that Hugging Face's library reads: " + e.getMessage(), e);
        }
    }

    @Override
    public int[] encode(String text, boolean framed) {
        requireWhole(text);
        return Arrays.stream(library.encode(text, framed, false).getIds())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    private static void requireWhole(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (Character.isSurrogate(text.charAt(i)) && Character.charCount(text.codePointAt(i)) == 1) {
                throw new IllegalArgumentException(String.format(
                        "the text has half a character, U+%04X, at position %d", (int) text.charAt(i), i));
            }
        }
    }

    @Override
    public String decode(int[] tokens, int length) {
        long[] known = Arrays.stream(tokens, 0, length)
                .filter(token -> !file.piece(token).isEmpty())
                .asLongStream()
                .toArray();
        return known.length == 0 ? "" : library.decode(known, true);
    }

    @Override
    public String piece(int token) {
        return file.piece(token);
    }

    @Override
    public OptionalInt idOf(String piece) {
        return file.idOf(piece);
    }

    @Override
    public int size() {
        return file.size();
    }

    @Override
    public void close() {
        library.close();
    }
}
