package org.rlvr4j.trainer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.spi.StrategyProvider;

/** Runs twice in the build: on the module path and on the class path. */
class StrategyCatalogTest {

    private final StrategyCatalog catalog = StrategyCatalog.load();

    @Test
    void findsEveryStrategy() {
        Map<StrategyCatalog.Kind, List<String>> expected = Map.of(
                StrategyCatalog.Kind.PROBLEMS,
                List.of("countdown"),
                StrategyCatalog.Kind.PROBLEM_SAMPLER,
                List.of("epoch-shuffle", "mixture", "sequential", "thompson"),
                StrategyCatalog.Kind.TOKEN_SAMPLER,
                List.of("greedy", "min-p", "standard", "temperature", "top-k", "top-p"),
                StrategyCatalog.Kind.VERIFIER,
                List.of("countdown", "math"),
                StrategyCatalog.Kind.GATE,
                List.of("bbg", "bucket", "non-degenerate", "uniform", "zero-success-only"),
                StrategyCatalog.Kind.ADVANTAGE,
                List.of(
                        "dr-grpo",
                        "grpo",
                        "max-rl",
                        "nsr",
                        "pass-at-k-training",
                        "pkpo",
                        "psr",
                        "reinforce-plus-plus",
                        "rloo",
                        "w-reinforce"),
                StrategyCatalog.Kind.METRIC,
                List.of("bayes-at-n", "cover-at-tau", "g-pass-at-k", "majority-at-k", "pass-at-k", "pass-power-k"),
                StrategyCatalog.Kind.ROLLOUTS,
                List.of(),
                StrategyCatalog.Kind.TRACKER,
                List.of());
        for (StrategyCatalog.Kind kind : StrategyCatalog.Kind.values()) {
            assertEquals(
                    expected.get(kind),
                    catalog.all(kind).stream().map(StrategyProvider::id).toList(),
                    kind.title());
        }
        assertEquals(
                List.of("djl"),
                catalog.runtimes().stream().map(runtime -> runtime.id()).toList());
    }

    @Test
    void everyOptionHasADocumentationAndAValidDefaultOrMustBeGiven() {
        for (StrategyCatalog.Kind kind : StrategyCatalog.Kind.values()) {
            for (StrategyProvider<?, ?> provider : catalog.all(kind)) {
                OptionSchema<?> schema = OptionSchema.of(provider.optionsType());
                schema.entries()
                        .forEach(entry ->
                                assertTrue(!entry.documentation().isBlank(), provider.id() + "." + entry.key()));
            }
        }
    }

    @Test
    void unknownIdsAreRefusedWithWhatExists() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> catalog.find(StrategyCatalog.Kind.GATE, "unifrom"));
        assertEquals(
                "unknown gate \"unifrom\"; did you mean \"uniform\"? (known: bbg, bucket, non-degenerate, uniform,"
                        + " zero-success-only)",
                e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> catalog.findRuntime("spark"));
    }

    @Test
    void saysWhereAStrategyCameFrom() {
        StrategyProvider<?, ?> bbg = catalog.find(StrategyCatalog.Kind.GATE, "bbg");
        String origin = StrategyCatalog.origin(bbg);
        boolean modulePath = StrategyCatalog.class.getModule().isNamed();
        assertTrue(origin.contains(modulePath ? "(module org.rlvr4j.bbg)" : "(file:"), origin);
    }
}
