package org.rlvr4j.verifiers.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

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
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.spi.VerifierProvider;

class ProvidersTest {

    static {
        ProvidersTest.class.getModule().addUses(VerifierProvider.class);
    }

    @Test
    void isFoundById() {
        VerifierProvider<?> verifier = ServiceLoader.load(VerifierProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.id().equals("code"))
                .findFirst()
                .orElseThrow();
        assertFalse(verifier.description().isBlank());
        assertEquals(11, OptionSchema.of(verifier.optionsType()).entries().size());
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
