package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 over names, shapes and float32 values of a base's tensors, whichever files and types they came from. An
 * adapter is worth nothing beside another base, so it carries this. The base is frozen: it is computed once, when asked for.
 */
final class BaseHash {

    private static final int CHUNK = 1 << 18;

    private final DecoderWeights weights;
    private final NDManager manager;
    private @Nullable String hex;

    BaseHash(DecoderWeights weights, NDManager manager) {
        this.weights = weights;
        this.manager = manager;
    }

    String hex() {
        String known = hex;
        if (known == null) {
            known = compute();
            hex = known;
        }
        return known;
    }

    private String compute() {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (NDManager scratch = manager.newSubManager()) {
            for (Map.Entry<String, NDArray> tensor :
                    weights.seenByFileName(scratch).entrySet()) {
                String head = tensor.getKey()
                        + Arrays.toString(tensor.getValue().getShape().getShape());
                digest.update(head.getBytes(StandardCharsets.UTF_8));
                float[] values = values(tensor.getValue());
                for (int from = 0; from < values.length; from += CHUNK) {
                    int count = Math.min(CHUNK, values.length - from);
                    buffer.clear().asFloatBuffer().put(values, from, count);
                    digest.update(buffer.array(), 0, count * Float.BYTES);
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static float[] values(NDArray tensor) {
        try (NDArray single = tensor.toType(DataType.FLOAT32, true)) {
            return single.toFloatArray();
        }
    }
}
