package org.rlvr4j.runtime.spark.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CodeVersionTest {

    private static final CodeVersion OWN = CodeVersion.ofThisProcess();

    private static CodeVersion changed(String name) {
        SortedMap<String, String> hashes = new TreeMap<>(OWN.hashes());
        hashes.put(name, "0123456789abcdef");
        return new CodeVersion(hashes);
    }

    @Test
    void itSpeaksOfAllThatExecutorsDo() {
        assertTrue(
                OWN.hashes()
                        .keySet()
                        .containsAll(java.util.List.of("api", "trainer", "verifier math", "verifier code")),
                OWN.toString());
        OWN.hashes().forEach((name, hash) -> assertTrue(hash.matches("[0-9a-f]{16}"), name + " " + hash));
    }

    @Test
    void anotherBuildIsRefusedByName() {
        assertDoesNotThrow(() -> OWN.requireThatOf(new CodeVersion(new TreeMap<>(OWN.hashes()))));
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> OWN.requireThatOf(changed("verifier math")));
        assertEquals(
                "rlvr4j here is not the driver's, they differ in verifier math; install the same build on all machines,"
                        + " or build the executors' image anew",
                e.getMessage());
        // one that a side lacks
        assertThrows(IllegalStateException.class, () -> OWN.requireThatOf(changed("verifier other")));
        assertThrows(
                IllegalStateException.class, () -> changed("verifier other").requireThatOf(OWN));
    }
}
