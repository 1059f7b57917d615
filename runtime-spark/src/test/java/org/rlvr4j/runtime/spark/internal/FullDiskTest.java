package org.rlvr4j.runtime.spark.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of a disk that is full where an executor is. */
class FullDiskTest {

    private static final File SMALL = new File("/small");
    private static final File LARGE = new File("/large");

    @Test
    void theFolderWithoutSpaceIsNamed() {
        Map<File, Long> free = Map.of(SMALL, 4096L, LARGE, 1L << 40);
        assertEquals("words, in /small", FullDisk.explanation("words", List.of(LARGE, SMALL, SMALL), free::get));
        // a quota, or a file that was deleted since
        assertEquals(
                "words, in one of /large, /small",
                FullDisk.explanation("words", List.of(LARGE, SMALL), folder -> 1L << 40));
        assertEquals("words, in /large", FullDisk.explanation("words", List.of(LARGE), free::get));
    }
}
