package org.rlvr4j.estimators.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlvr4j.api.spi.AdvantageProvider;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.spi.PassAtKProvider;
import org.rlvr4j.api.spi.StrategyProvider;

class ServicesTest {

    private static InputStream resource(String name) {
        InputStream stream = PassAtKProviders.class.getResourceAsStream(name);
        assertNotNull(stream, name);
        return stream;
    }

    @ParameterizedTest
    @ValueSource(classes = {PassAtKProvider.class, AdvantageProvider.class})
    void moduleAndClassPathProvideTheSame(Class<?> service) throws IOException {
        List<String> onModulePath;
        try (InputStream stream = resource("/module-info.class")) {
            onModulePath = ModuleDescriptor.read(stream).provides().stream()
                    .filter(provides -> provides.service().equals(service.getName()))
                    .flatMap(provides -> provides.providers().stream())
                    .toList();
        }
        try (InputStream stream = resource("/META-INF/services/" + service.getName())) {
            String file = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(onModulePath, file.lines().toList());
        }
    }

    @Test
    void findsEveryPassAtKRelative() {
        ServicesTest.class.getModule().addUses(PassAtKProvider.class);
        assertIds(
                Set.of("pass-at-k", "pass-power-k", "g-pass-at-k", "majority-at-k", "cover-at-tau", "bayes-at-n"),
                ServiceLoader.load(PassAtKProvider.class).stream()
                        .<StrategyProvider<?, ?>>map(ServiceLoader.Provider::get)
                        .toList());
    }

    @Test
    void findsEveryAdvantageEstimator() {
        ServicesTest.class.getModule().addUses(AdvantageProvider.class);
        assertIds(
                Set.of(
                        "w-reinforce",
                        "psr",
                        "nsr",
                        "grpo",
                        "dr-grpo",
                        "rloo",
                        "reinforce-plus-plus",
                        "max-rl",
                        "pass-at-k-training",
                        "pkpo"),
                ServiceLoader.load(AdvantageProvider.class).stream()
                        .<StrategyProvider<?, ?>>map(ServiceLoader.Provider::get)
                        .toList());
    }

    private static void assertIds(Set<String> ids, List<StrategyProvider<?, ?>> providers) {
        assertEquals(
                ids,
                providers.stream()
                        .collect(Collectors.toMap(StrategyProvider::id, Function.identity()))
                        .keySet());
        providers.forEach(ServicesTest::assertUsable);
    }

    private static <S, O extends Record> void assertUsable(StrategyProvider<S, O> provider) {
        assertNotNull(provider.create(OptionSchema.of(provider.optionsType()).defaults()));
        assertFalse(provider.description().isBlank());
        OptionSchema.of(provider.optionsType())
                .entries()
                .forEach(entry -> assertFalse(entry.documentation().isBlank(), entry.key()));
    }
}
