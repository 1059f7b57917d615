package org.rlvr4j.samplers.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.spi.ProblemSamplerProvider;
import org.rlvr4j.api.spi.StrategyProvider;
import org.rlvr4j.api.spi.TokenSamplerProvider;

class ProvidersTest {

    static {
        ProvidersTest.class.getModule().addUses(ProblemSamplerProvider.class);
        ProvidersTest.class.getModule().addUses(TokenSamplerProvider.class);
    }

    @Test
    void problemSamplersAreFoundById() {
        Set<String> ids = new TreeSet<>();
        for (ProblemSamplerProvider<?> provider : ServiceLoader.load(ProblemSamplerProvider.class)) {
            ids.add(check(provider));
        }
        assertEquals(Set.of("epoch-shuffle", "mixture", "sequential", "thompson"), ids);
    }

    @Test
    void tokenSamplersAreFoundById() {
        Set<String> ids = new TreeSet<>();
        for (TokenSamplerProvider<?> provider : ServiceLoader.load(TokenSamplerProvider.class)) {
            ids.add(check(provider));
        }
        assertEquals(Set.of("greedy", "min-p", "standard", "temperature", "top-k", "top-p"), ids);
    }

    private static <S, O extends Record> String check(StrategyProvider<S, O> provider) {
        assertFalse(provider.description().isBlank());
        assertNotNull(provider.create(OptionSchema.of(provider.optionsType()).defaults()));
        return provider.id();
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
