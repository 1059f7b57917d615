package org.rlvr4j.runtime.gpu.internal.safetensors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.rlvr4j.runtime.gpu.internal.text.Offline;

/** Files that are damaged or made to do harm: an IOException, always, and no memory taken for what they claim. */
class SafetensorsProperties {

    private static final String GOOD = """
            {"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"b":{"dtype":"F32","shape":[1],"data_offsets":[16,20]}}
            """;

    private static NDManager newManager() {
        Offline.require();
        return NDManager.newBaseManager(Device.cpu(), "PyTorch");
    }

    private static void assertSays(Throwable thrown, String... parts) {
        for (String part : parts) {
            assertTrue(String.valueOf(thrown.getMessage()).contains(part), thrown.getMessage());
        }
    }

    private static byte[] file(String header, int dataBytes) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + json.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
    }

    private static void assertRefused(String header, int dataBytes, String... says) {
        assertSays(assertThrows(IOException.class, () -> Safetensors.parse(file(header, dataBytes), "f"), header), "f");
        assertSays(assertThrows(IOException.class, () -> Safetensors.parse(file(header, dataBytes), "f")), says);
    }

    private static String tensor(String name, String dtype, String shape, String offsets) {
        return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets
                + "}";
    }

    @Example
    void theUndamagedFileIsRead() throws IOException {
        assertEquals(2, Safetensors.parse(file(GOOD, 20), "f").names().size());
    }

    @Example
    void hostileHeadersAreRefused() {
        assertRefused("{" + tensor("a", "I64", "[1]", "[0,8]") + "}", 8, "I64", "F32, F16, BF16");
        assertRefused("{" + tensor("a", "F32", "[2]", "[0,4]") + "}", 8, "shape");
        assertRefused("{" + tensor("a", "F32", "[1]", "[-4,0]") + "}", 8, "data_offsets");
        assertRefused("{" + tensor("a", "F32", "[1]", "[4,0]") + "}", 8, "data_offsets");
        assertRefused("{" + tensor("a", "F32", "[1]", "[8,12]") + "}", 8, "data_offsets");
        assertRefused("{" + tensor("a", "F32", "[-1]", "[0,4]") + "}", 8, "negative");
        assertRefused("{" + tensor("a", "F32", "[1.5]", "[0,6]") + "}", 8, "negative");
        assertRefused("{" + tensor("a", "F32", "[65536,65536,65536,65536]", "[0,0]") + "}", 8, "more than");
        assertRefused("{" + tensor("a", "F32", "[4611686018427387904,4]", "[0,0]") + "}", 8, "more than");
        assertRefused(
                "{" + tensor("a", "F32", "[1]", "[18446744073709551616,18446744073709551620]") + "}", 8, "offsets");
        assertRefused("{" + tensor("a", "F32", "[1,1,1,1,1,1,1,1,1]", "[0,4]") + "}", 4, "at most 8");
        assertRefused("{\"a\":3}", 0, "dtype");
        assertRefused("{\"a\":{\"dtype\":\"F32\"}}", 0, "shape");
    }

    @Example
    void overlapsGapsAndHiddenBytesAreRefused() {
        String first = tensor("a", "F32", "[2]", "[0,8]");
        assertRefused("{" + first + "," + tensor("b", "F32", "[2]", "[4,12]") + "}", 12, "b", "inside");
        assertRefused("{" + first + "," + tensor("b", "F32", "[2]", "[0,8]") + "}", 8, "inside");
        assertRefused("{" + first + "," + tensor("b", "F32", "[1]", "[12,16]") + "}", 16, "b", "gap");
        assertRefused("{" + first + "}", 9, "1 bytes behind");
        assertRefused("{" + first + "," + first + "}", 8, "Duplicate");
    }

    @Example
    void headersThatAreNotAJsonObjectAreRefused() {
        for (String header :
                new String[] {"[]", "  ", "nonsense", "{} {}", "{\"a\":", "null", "\"\"", "[".repeat(5000)}) {
            assertRefused(header, 0, "JSON");
        }
    }

    @Property(tries = 200)
    void aFalseHeaderLengthIsRefused(@ForAll long claimed) {
        byte[] bytes = file(GOOD, 20);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, claimed);
        if (claimed != GOOD.length()) {
            assertThrows(IOException.class, () -> Safetensors.parse(bytes, "f"));
        }
    }

    @Property(tries = 200)
    void aTruncatedFileIsRefused(@ForAll @IntRange(min = 0, max = 140) int length) {
        byte[] bytes = file(GOOD, 20);
        if (length < bytes.length) {
            assertThrows(IOException.class, () -> Safetensors.parse(Arrays.copyOf(bytes, length), "f"));
        }
    }

    @Property(tries = 1000)
    void anyDamageIsAnIoExceptionOrHarmless(
            @ForAll @Size(min = 1, max = 4) int[] places, @ForAll @ByteRange(min = -128) byte value) {
        byte[] bytes = file(GOOD, 20);
        for (int place : places) {
            bytes[Math.floorMod(place, bytes.length)] = value;
        }
        try (NDManager manager = newManager()) {
            Safetensors.parse(bytes, "f").tensor(manager, "a", new Shape(2, 2));
        } catch (IOException e) {
            assertSays(e, "f");
        }
    }

    @Example
    void aFileAboveTwoGigabytesWorks() throws IOException {
        // sparse: it takes no room on the disk; two tensors, the second behind the two-gigabyte mark
        long large = 2_000_000_000;
        String json = "{" + tensor("large", "F32", "[" + large / 4 + "]", "[0," + large + "]") + ","
                + tensor("more", "F32", "[" + large / 4 + "]", "[" + large + "," + 2 * large + "]") + ","
                + tensor("last", "F32", "[1]", "[" + 2 * large + "," + (2 * large + 4) + "]") + "}";
        Path path = Files.createTempFile("large", ".safetensors");
        try {
            byte[] head = file(json, 0);
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                file.write(head);
                file.setLength(head.length + 2 * large + 4);
                file.seek(head.length + 2 * large);
                file.write(new byte[] {0, 0, (byte) 0x80, 0x3f});
            }
            try (NDManager manager = newManager()) {
                Safetensors read = Safetensors.read(path);
                assertEquals(1f, read.tensor(manager, "last", new Shape(1)).toFloatArray()[0]);
            }
        } finally {
            Files.delete(path);
        }
    }
}
