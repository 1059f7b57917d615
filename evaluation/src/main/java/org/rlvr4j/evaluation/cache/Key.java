package org.rlvr4j.evaluation.cache;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;

/** Makes keys: the first 128 bits of the SHA-256 of texts, each with its length, so that no two lists run together. */
final class Key {

    private static final int BYTES = 16;

    private final MessageDigest digest;

    /**
     * Begins a key.
     *
     * @param kind what it is a key of
     */
    Key(String kind) {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        with(kind);
    }

    private Key(MessageDigest digest) {
        this.digest = digest;
    }

    /** A key of the same beginning. */
    Key copy() {
        try {
            return new Key((MessageDigest) digest.clone());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's SHA-256 can be copied", e);
        }
    }

    Key with(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
        return this;
    }

    Key with(long number) {
        return with(Long.toString(number));
    }

    Key with(SortedMap<String, String> map) {
        with(map.size());
        for (Map.Entry<String, String> entry : map.entrySet()) {
            with(entry.getKey()).with(entry.getValue());
        }
        return this;
    }

    String hex() {
        return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), BYTES));
    }
}
