package org.rlvr4j.examples.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.learning.ModelShape;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.runtime.gpu.DjlOptions;
import org.rlvr4j.runtime.gpu.DjlRuntimeProvider;
import org.rlvr4j.verifiers.math.countdown.CountdownSource;

final class EmbeddedRecipeTest {

    @Test
    void trainsAndEvaluates(@TempDir Path temporary) throws Exception {
        Path model = temporary.resolve("model");
        new DjlRuntimeProvider()
                .initialise(
                        OptionSchema.of(DjlOptions.class).defaults(),
                        model,
                        new ModelShape(1, 16, 2, 2, 32, 48),
                        CountdownSource.ALPHABET,
                        1);
        Path run = temporary.resolve("run");

        String printed = run(run.toString(), "2", "4", model.toString());

        assertEquals(3, printed.lines().count(), printed);
        assertTrue(printed.startsWith("Point[k=1, value="), printed);
        assertTrue(Files.isRegularFile(run.resolve("checkpoints/final/model.safetensors")));
        assertEquals(3, Files.readAllLines(run.resolve("metrics.jsonl")).size());
    }

    private static String run(String... args) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            EmbeddedRecipe.main(args);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
