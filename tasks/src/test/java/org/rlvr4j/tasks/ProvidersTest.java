package org.rlvr4j.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.data.DemonstrationSource;
import org.rlvr4j.api.data.ProblemSource;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.spi.ProblemSourceProvider;
import org.rlvr4j.api.spi.StrategyProvider;
import org.rlvr4j.api.spi.VerifierProvider;
import org.rlvr4j.api.verify.Verifier;

class ProvidersTest {

    static {
        ProvidersTest.class.getModule().addUses(VerifierProvider.class);
        ProvidersTest.class.getModule().addUses(ProblemSourceProvider.class);
    }

    private static <S, O extends Record> S withDefaults(StrategyProvider<S, O> provider) {
        assertFalse(provider.description().isBlank());
        return provider.create(OptionSchema.of(provider.optionsType()).defaults());
    }

    private static ProblemSource source(String id) {
        for (ProblemSourceProvider<?> provider : ServiceLoader.load(ProblemSourceProvider.class)) {
            if (provider.id().equals(id)) {
                return withDefaults(provider);
            }
        }
        throw new AssertionError("there is no problem source " + id);
    }

    private static Verifier verifier(String id) {
        for (VerifierProvider<?> provider : ServiceLoader.load(VerifierProvider.class)) {
            if (provider.id().equals(id)) {
                return withDefaults(provider);
            }
        }
        throw new AssertionError("there is no verifier " + id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"arithmetic", "modular", "strings", "sudoku"})
    void theDefaultsOfSourceAndVerifierWorkTogether(String id) {
        ProblemSource source = source(id);
        Verifier verifier = verifier(id);

        assertEquals(4000, source.training().size());
        assertEquals(400, source.heldOut().size());
        assertTrue(source instanceof DemonstrationSource);
        assertFalse(source.description().isBlank());
        for (Problem problem : source.heldOut()) {
            assertTrue(verifier.verify(problem, "").isJudged(), problem.reference());
        }
    }

    @Test
    void moduleAndServiceFilesSayTheSame() throws IOException {
        Path classes = Path.of("target", "classes");
        ModuleDescriptor module =
                ModuleFinder.of(classes).findAll().iterator().next().descriptor();
        Map<String, List<String>> provided = new HashMap<>();
        module.provides().forEach(provides -> provided.put(provides.service(), provides.providers()));
        Map<String, List<String>> registered = new HashMap<>();
        try (Stream<Path> files = Files.list(classes.resolve("META-INF/services"))) {
            for (Path file : files.toList()) {
                registered.put(file.getFileName().toString(), Files.readAllLines(file));
            }
        }
        assertEquals(provided, registered);
    }
}
