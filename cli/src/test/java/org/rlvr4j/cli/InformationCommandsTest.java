package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlvr4j.trainer.config.StrategyCatalog;

/** Commands that tell and change nothing. */
class InformationCommandsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "pretrain",
                "train",
                "evaluate",
                "generate",
                "score",
                "import-gguf",
                "verify",
                "strategies",
                "doctor"
            })
    void everyCommandExplainsItself(String command) {
        CommandRun run = CommandRun.of(command, "--help");
        assertAll(
                () -> assertEquals(0, run.code(), run::said),
                () -> assertTrue(run.out().startsWith("Usage: rlvr4j " + command), run::out),
                () -> assertTrue(CommandRun.of("--help").out().contains("  " + command + " "), run::out));
    }

    @Test
    void versionNamesTheVersionAndJava() {
        CommandRun run = CommandRun.of("--version");
        assertEquals(0, run.code());
        assertTrue(run.out().matches("rlvr4j \\S+, Java \\S+\\R"), run::out);
    }

    @Test
    void strategiesListsEveryKindWithDefaults() {
        CommandRun run = CommandRun.of("strategies");
        assertEquals(0, run.code(), run::said);
        for (StrategyCatalog.Kind kind : StrategyCatalog.Kind.values()) {
            assertTrue(run.out().lines().anyMatch(line -> line.startsWith(kind.section() + " (")), kind::section);
            StrategyCatalog.load()
                    .all(kind)
                    .forEach(provider -> assertTrue(
                            run.out().lines().anyMatch(line -> line.startsWith("  " + provider.id() + "  ")),
                            provider::id));
        }
        assertTrue(run.out().contains("\nruntime\n  djl  "), run::out);
        assertTrue(run.out().contains("reference-k = "), run::out);
        assertTrue(run.out().contains("from org.rlvr4j.bbg."), run::out);
    }

    @Test
    void strategiesShowsTheOneThatIsNamed() {
        CommandRun run = CommandRun.of("strategies", "bbg");
        assertEquals(0, run.code());
        assertTrue(run.out().startsWith("gate (gate)"), run::out);
        assertFalse(run.out().contains("uniform  "), run::out);
        // an id may be that of two kinds
        String countdown = CommandRun.of("strategies", "countdown").out();
        assertTrue(countdown.contains("problems (") && countdown.contains("verifier ("), countdown);
    }

    @Test
    void anUnknownStrategyIsAnsweredWithAllThereAre() {
        CommandRun run = CommandRun.of("strategies", "bgb");
        assertEquals(Main.BAD_INPUT, run.code());
        assertTrue(run.err().contains("\"bgb\"") && run.err().contains("bbg"), run::err);
    }

    @Test
    void doctorSaysThatTheEngineWorks() {
        CommandRun run = CommandRun.of("doctor");
        assertAll(
                () -> assertEquals(0, run.code(), run::said),
                () -> assertTrue(run.out().contains("runtime djl"), run::out),
                () -> assertTrue(run.out().contains("PyTorch"), run::out),
                () -> assertTrue(run.out().contains("cores"), run::out),
                () -> assertTrue(run.out().contains("memory"), run::out),
                () -> assertTrue(run.out().contains("natives"), run::out));
    }
}
