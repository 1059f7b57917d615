package org.rlvr4j.verifiers.code.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rlvr4j.verifiers.code.language.Build;
import org.rlvr4j.verifiers.code.sandbox.SandboxException;

class SharedBuildsTest {

    private static final Build.Prebuilt HEADER = new Build.Prebuilt(Map.of("all.h", "int x;"), List.of("compile"));

    @Test
    void aBuildThatFailedOnceIsTriedAgainAndThenKept() throws Exception {
        try (SharedBuilds builds = new SharedBuilds()) {
            assertThrows(
                    SandboxException.class,
                    () -> builds.files(HEADER, (sources, output) -> {
                        Files.writeString(output.resolve("half"), "half");
                        throw new CompilationException("not compiled within 60 s", true);
                    }));
            List<Path> files = builds.files(
                    HEADER,
                    (sources, output) ->
                            Files.writeString(output.resolve("all.h.gch"), Files.readString(sources.resolve("all.h"))));
            assertEquals(
                    List.of("all.h.gch"),
                    files.stream().map(f -> f.getFileName().toString()).toList());
            assertEquals("int x;", Files.readString(files.get(0)));
            assertEquals(files, builds.files(HEADER, (sources, output) -> {
                throw new CompilationException("is kept", false);
            }));
        }
    }
}
