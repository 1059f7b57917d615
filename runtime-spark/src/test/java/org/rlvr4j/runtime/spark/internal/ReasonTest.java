package org.rlvr4j.runtime.spark.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is said of exceptions of Spark and Hadoop, in one line. */
class ReasonTest {

    @Test
    void whatWasWaitedForIsSaidAndNotThatItWas() {
        assertEquals(
                "Connection refused",
                Reason.of(new IllegalStateException(
                        "Exception thrown in awaitResult: ", new IOException("Connection refused"))));
    }

    @Test
    void theFirstCauseIsAddedWhereItSaysMore() {
        Exception root = new IOException("No route to host");
        Exception middle = new IOException("tried 3 times", root);
        assertEquals(
                "YARN cannot be reached (No route to host)",
                Reason.of(new IllegalStateException("YARN cannot be reached", middle)));
        assertEquals(
                "YARN cannot be reached: No route to host",
                Reason.of(new IllegalStateException("YARN cannot be reached: No route to host", middle)));
    }

    @Test
    void onlyTheFirstLineIsSaid() {
        assertEquals("it failed", Reason.of(new IOException("\n it failed\n\tat Some.method(Some.java)\n")));
        assertEquals(
                "pods is forbidden.",
                Reason.of(new IOException("pods is forbidden. Received status: Status(code=403, pods is forbidden)")));
    }

    @Test
    void withoutAMessageTheFirstCauseIsNamed() {
        assertEquals(
                "java.lang.InterruptedException",
                Reason.of(new IllegalStateException(" ", new InterruptedException())));
    }
}
