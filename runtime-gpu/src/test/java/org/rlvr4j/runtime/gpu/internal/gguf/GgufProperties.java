package org.rlvr4j.runtime.gpu.internal.gguf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.rlvr4j.runtime.gpu.InvalidGgufException;

/** Whatever a header says: it is understood, or refused with the exception that is meant for it. */
class GgufProperties {

    private static final byte[] FILE = file();

    private static byte[] file() {
        try {
            return TestFiles.bytes("llama.gguf");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Change(int at, long value, int bytes) {}

    @Provide
    static Arbitrary<List<Change>> changes() {
        Arbitrary<Long> values = Arbitraries.oneOf(
                Arbitraries.longs(),
                Arbitraries.longs().between(-2, 40),
                Arbitraries.of(Long.MAX_VALUE, 1L << 31, 1L << 32));
        return Combinators.combine(
                        // most in the first kilobytes, where keys are, and in the last of the header, where tensors are
                        Arbitraries.integers().between(0, FILE.length - Long.BYTES), values, Arbitraries.of(1, 4, 8))
                .as(Change::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Property(tries = 600)
    void mutatedFilesAreUnderstoodOrRefused(@ForAll("changes") List<Change> changes) throws IOException {
        byte[] mutated = FILE.clone();
        ByteBuffer buffer = ByteBuffer.wrap(mutated).order(ByteOrder.LITTLE_ENDIAN);
        for (Change change : changes) {
            switch (change.bytes()) {
                case 1 -> buffer.put(change.at(), (byte) change.value());
                case 4 -> buffer.putInt(change.at(), (int) change.value());
                default -> buffer.putLong(change.at(), change.value());
            }
        }
        understand(mutated);
    }

    @Property(tries = 200)
    void cutFilesAreRefused(@ForAll @IntRange(max = 90_000) int length) throws IOException {
        understand(Arrays.copyOf(FILE, length));
    }

    private static void understand(byte[] content) throws IOException {
        Path file = Files.createTempFile("rlvr4j", ".gguf");
        try {
            Files.write(file, content);
            try (GgufConversion conversion = GgufConversion.open(file)) {
                assertEquals("LlamaForCausalLM", conversion.architecture());
            } catch (InvalidGgufException e) {
                // as it should be
            }
        } finally {
            Files.delete(file);
        }
    }
}
