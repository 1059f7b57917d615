package org.rlvr4j.runtime.spark.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.rlvr4j.runtime.gpu.shard.PolicyWeights;

/** What travels of weights loses no bit. */
class WeightsChangeProperties {

    private static PolicyWeights weights(long revision, int[]... tensors) {
        return new PolicyWeights(
                revision,
                "base",
                List.of(tensors).stream()
                        .map(bits -> {
                            ByteBuffer bytes =
                                    ByteBuffer.allocate(bits.length * 4).order(ByteOrder.LITTLE_ENDIAN);
                            bytes.asIntBuffer().put(bits);
                            return bytes.array();
                        })
                        .toList());
    }

    /** Any bits: infinities and what is not a number as well. */
    @Property(tries = 200)
    void anyWeightsBecomeAnyOthers(
            @ForAll @Size(9) int[] before, @ForAll @Size(9) int[] after, @ForAll @Size(3) int[] same) {
        PolicyWeights old = weights(6, before, same, new int[0]);
        PolicyWeights now = weights(7, after, same, new int[0]);
        PolicyWeights applied = WeightsChange.between(old, now).appliedTo(old);
        assertEquals(7, applied.revision());
        assertEquals("base", applied.base());
        for (int t = 0; t < 3; t++) {
            assertArrayEquals(now.tensors().get(t), applied.tensors().get(t));
        }
    }

    @Example
    void otherWeightsOrAnotherRevisionAreRefused() {
        WeightsChange change = WeightsChange.between(weights(1, new int[] {5, 6}), weights(2, new int[] {7, 6}));
        assertThrows(IllegalStateException.class, () -> change.appliedTo(weights(1, new int[] {5, 9})));
        assertThrows(IllegalStateException.class, () -> change.appliedTo(weights(0, new int[] {5, 6})));
    }

    /** An update of a millionth of weights of two hundredths changes some of their lower bits, half of the bytes at most. */
    @Example
    void aSmallUpdateIsSmall() {
        Random random = new Random(1);
        int[] before = new int[100_000];
        int[] after = new int[before.length];
        for (int i = 0; i < before.length; i++) {
            float weight = (float) (0.02 * random.nextGaussian());
            before[i] = Float.floatToRawIntBits(weight);
            after[i] = Float.floatToRawIntBits((float) (weight + 1e-6 * random.nextGaussian()));
        }
        PolicyWeights old = weights(0, before);
        long bytes = WeightsChange.between(old, weights(1, after)).bytes();
        assertTrue(bytes < 4 * before.length / 2, bytes + " bytes");
        assertTrue(WeightsChange.between(old, weights(1, before)).bytes() < before.length / 100);
    }
}
