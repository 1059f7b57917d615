package org.rlvr4j.runtime.spark.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of a disk that is full where an executor is. */
class FullDiskTest {

    private static final File SMALL = new File("/small");
    private static final File LARGE = new File("/large");

    @Test
    void theFolderWithoutSpaceIsNamed() {
        FullDisk.Space free = folder -> folder.equals(SMALL) ? 4096 : 1L << 40;
        assertEquals("words, in /small", FullDisk.explanation("words", List.of(LARGE, SMALL, SMALL), free));
        // a quota, or a file that was deleted since
        assertEquals(
                "words, in one of /large, /small",
                FullDisk.explanation("words", List.of(LARGE, SMALL), folder -> 1L << 40));
        assertEquals("words, in /large", FullDisk.explanation("words", List.of(LARGE), free));
    }

    @Test
    void aJobThatTheDriverCannotWriteIsTheDrivers() {
        FullDisk.forget();
        String said = FullDisk.reason(new IllegalStateException(
                "Job aborted due to stage failure: Task serialization failed: java.io.IOException: No space left on device\n"
                        + "\tat somewhere"));
        assertTrue(said.startsWith("driver on "), said);
        assertTrue(said.contains(": No space left on device, in "), said);
        // what an executor could not write is told by the executor
        String job = "Job aborted due to stage failure: Task 0 in stage 0.0 failed 8 times: No space left on device";
        assertEquals("Spark gave a job up: " + job, FullDisk.reason(new IllegalStateException(job + "\nmore")));
        job = "Job aborted due to stage failure: Task serialization failed: it broke";
        assertEquals("Spark gave a job up: " + job, FullDisk.reason(new IllegalStateException(job)));
    }
}
