package org.rlvr4j.runtime.gpu.internal.text;

import java.io.IOException;
import java.util.OptionalInt;

/** Turns text into token ids and back. */
public interface Tokenizer extends AutoCloseable {

    /** The file that a tokenizer is read from. */
    String FILE = "tokenizer.json";

    /**
     * Reads a {@link #FILE}: a character tokenizer of rlvr4j, or any that Hugging Face's library reads.
     *
     * @param json the file's bytes
     * @param where the file's name, for messages
     * @throws IOException if it is neither; the message names it
     */
    static Tokenizer read(byte[] json, String where) throws IOException {
        TokenizerFile file = TokenizerFile.parse(json, where);
        return file.isOfCharacters() ? CharTokenizer.of(file) : new SubwordTokenizer(json, file);
    }

    /**
     * Encodes a text.
     *
     * @param text the text; what looks like a special token in it becomes that token
     * @param framed whether to add the tokens that the tokenizer puts around a text, such as one that begins it
     * @throws IllegalArgumentException if the text has a character that cannot be encoded; the message names it
     */
    int[] encode(String text, boolean framed);

    /**
     * Decodes tokens; special tokens, and ids that only the model knows, become nothing.
     *
     * @param tokens token ids
     * @param length how many of them
     */
    String decode(int[] tokens, int length);

    /** A token's entry in the vocabulary, such as {@code Ġthe} or {@code <|endoftext|>}; empty where it has none. */
    String piece(int token);

    /** The token that an entry of the vocabulary has. */
    OptionalInt idOf(String piece);

    /** One above the highest token id. */
    int size();

    @Override
    void close();
}
