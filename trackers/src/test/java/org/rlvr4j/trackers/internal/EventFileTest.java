package org.rlvr4j.trackers.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The golden file was read by TensorBoard 2.21's own EventAccumulator (src/test/scripts/read_events.py): {@code train/loss}
 * has 0.5 at step 1 and −0.25 at step 300, {@code evaluation/pass_at_16} has 0.75 at step 300.
 */
class EventFileTest {

    @TempDir
    private Path folder;

    @Test
    void writesTheGoldenBytes() throws IOException {
        Path file = folder.resolve("events");
        try (EventFile events = EventFile.create(file, 1_700_000_000_000L)) {
            events.restartAt(1, 1_700_000_000_500L);
            events.write(List.of(EventFile.event(new Values(1, 1_700_000_001_000L, Map.of("train/loss", 0.5)))));
            events.write(List.of(
                    EventFile.event(new Values(300, 1_700_000_002_000L, Map.of("train/loss", -0.25))),
                    EventFile.event(new Values(300, 1_700_000_003_000L, Map.of("evaluation/pass_at_16", 0.75)))));
        }
        try (InputStream golden = EventFileTest.class.getResourceAsStream("golden.tfevents")) {
            assertArrayEquals(Objects.requireNonNull(golden).readAllBytes(), Files.readAllBytes(file));
        }
    }

    /** The check value of CRC-32C is 0xE3069283; masked as in TensorFlow's crc32c.h. */
    @Test
    void masksTheChecksum() {
        int crc = 0xE3069283;
        int expected = ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
        assertEquals(expected, Crc32c.masked("123456789".getBytes(StandardCharsets.US_ASCII)));
    }
}
