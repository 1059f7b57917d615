package org.rlvr4j.runtime.gpu.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Rounding to bfloat16 and back. */
class FloatBytesProperties {

    private static float through(float value) {
        byte[] bytes = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array();
        List<byte[]> halves = FloatBytes.rounded(List.of(bytes));
        assertEquals(2, halves.get(0).length);
        return ByteBuffer.wrap(FloatBytes.widened(halves).get(0))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getFloat();
    }

    /** The nearest of the two neighbours; of two as near the one whose last bit is 0. */
    @Property(tries = 500)
    void isTheNearest(@ForAll int bits) {
        float value = Float.intBitsToFloat(bits);
        float rounded = through(value);
        if (Float.isNaN(value)) {
            assertTrue(Float.isNaN(rounded));
            return;
        }
        float below = Float.intBitsToFloat(bits & 0xffff_0000);
        float above = Float.intBitsToFloat((bits & 0xffff_0000) + 0x1_0000);
        double toBelow = Math.abs((double) value - below);
        double toAbove = Float.isInfinite(above) ? Math.scalb(1.0, 120) - toBelow : Math.abs((double) above - value);
        boolean up =
                Float.isInfinite(value) ? false : toAbove < toBelow || (toAbove == toBelow && (bits & 0x1_0000) != 0);
        assertEquals(up ? above : below, rounded);
    }

    @Example
    void knownValues() {
        assertEquals(1f, through(1f));
        assertEquals(-0f, through(-0f));
        assertEquals(1.0078125f, through(1.01f));
        assertEquals(Float.POSITIVE_INFINITY, through(Float.MAX_VALUE));
        assertEquals(Float.NEGATIVE_INFINITY, through(Float.NEGATIVE_INFINITY));
        assertTrue(Float.isNaN(through(Float.intBitsToFloat(0x7f80_0001))));
    }
}
