package org.rlvr4j.bbg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.gate.UpdateGate;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.spi.UpdateGateProvider;

class ProvidersTest {

    private static final String SERVICE = "org.rlvr4j.api.spi.UpdateGateProvider";

    static {
        // The module provides the service but does not use it; only this test does.
        ProvidersTest.class.getModule().addUses(UpdateGateProvider.class);
    }

    /** By id; {@code toMap} throws if an id occurs twice. */
    @SuppressWarnings("rawtypes")
    private static Map<String, UpdateGateProvider<?>> providers() {
        return ServiceLoader.load(UpdateGateProvider.class).stream()
                .<UpdateGateProvider<?>>map(ServiceLoader.Provider<UpdateGateProvider>::get)
                .collect(Collectors.toMap(UpdateGateProvider::id, provider -> provider));
    }

    private static <O extends Record> UpdateGate createWithDefaults(UpdateGateProvider<O> provider) {
        return provider.create(OptionSchema.of(provider.optionsType()).defaults());
    }

    @Test
    void serviceLoaderFindsEveryGateOnce() {
        assertEquals(
                Set.of("uniform", "zero-success-only", "bbg", "bucket", "non-degenerate"),
                providers().keySet());
    }

    @Test
    void everyGateWorksWithItsDefaults() {
        providers().forEach((id, provider) -> {
            assertFalse(provider.description().isBlank());
            UpdateGate gate = createWithDefaults(provider);
            assertTrue(gate.decide(Groups.of(1, 8), SuccessHistory.EMPTY).isActive(), id);
        });
    }

    @Test
    void descriptorAndServicesFileSayTheSame() throws Exception {
        Path classes = classesFolder();
        ModuleDescriptor descriptor =
                ModuleFinder.of(classes).find("org.rlvr4j.bbg").orElseThrow().descriptor();
        assertEquals(1, descriptor.provides().size());
        ModuleDescriptor.Provides provides = descriptor.provides().iterator().next();
        assertEquals(SERVICE, provides.service());
        assertEquals(
                provides.providers(),
                Files.readAllLines(classes.resolve("META-INF/services").resolve(SERVICE), StandardCharsets.UTF_8));
        assertEquals(5, provides.providers().size());
    }

    private static Path classesFolder() throws URISyntaxException {
        return Path.of(BbgGate.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
