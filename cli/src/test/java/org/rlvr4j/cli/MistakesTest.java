package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What a user gets wrong: exit code 2, a line that says what and where, no stack trace. */
class MistakesTest {

    @TempDir
    Path folder;

    private static CommandRun refused(String... arguments) {
        CommandRun run = CommandRun.of(arguments);
        assertAll(
                () -> assertEquals(Main.BAD_INPUT, run.code(), run::said),
                () -> assertEquals("", run.out()),
                () -> assertFalse(run.err().contains("\tat "), run::err),
                () -> assertFalse(run.err().isBlank()));
        return run;
    }

    @TestFactory
    Stream<DynamicTest> theCommandLine() {
        return Stream.of(
                        List.of(),
                        List.of("tarin"),
                        List.of("train"),
                        List.of("train", "a.conf", "b.conf"),
                        List.of("train", "a.conf", "--reusme"),
                        List.of("train", "a.conf", "--resume", "--overwrite"),
                        List.of("train", "a.conf", "--run", "../escape"),
                        List.of("train", "a.conf", "--run", "a\u001b[2Jb"),
                        List.of("train", "/no/such/recipe.conf"),
                        List.of("evaluate", "/no/such/recipe.conf"),
                        List.of("pretrain", "/no/such/recipe.conf", "--out", "x"),
                        List.of("pretrain", "/no/such/recipe.conf"),
                        List.of("demo", "--seeds", "0"),
                        List.of("demo", "--seeds", "-3"),
                        List.of("demo", "--seeds", "many"),
                        List.of("demo", "--parallel", "0"),
                        List.of("demo", "extra"),
                        List.of("strategies", "no-such-strategy"),
                        List.of("strategies", "\u001b]0;title\u0007"))
                .map(arguments -> DynamicTest.dynamicTest(
                        Escape.line(arguments.toString()),
                        () -> assertFalse(
                                refused(arguments.toArray(String[]::new)).err().contains("\u001b"))));
    }

    @Test
    void aMisspeltCommandGetsASuggestion() {
        assertTrue(refused("tarin").err().contains("train"));
        assertTrue(refused("train", "a.conf", "--reusme").err().contains("--resume"));
    }

    @Test
    void allMistakesAreSaidAtOnceWithFileAndLine() throws IOException {
        Path recipe = Files.writeString(folder.resolve("recipe.conf"), """
                model = m
                problems { id = countdown }
                verifier { id = countdown }
                gate { id = bgb }
                advantage { id = grpo, colour = blue }
                trainer {
                  sede = 3
                }
                optimizer { learning-rate = NaN }
                evaluation { samples = 0, level = 2 }
                """);
        String err = refused("train", recipe.toString(), "--set", "runtime.threads=minus")
                .err();
        assertAll(
                () -> assertTrue(err.contains("mistakes:"), err),
                () -> assertTrue(err.contains("recipe.conf: 4"), err),
                () -> assertTrue(err.contains("did you mean \"bbg\"?"), err),
                () -> assertTrue(err.contains("uniform"), err),
                () -> assertTrue(err.contains("colour"), err),
                () -> assertTrue(err.contains("recipe.conf: 7"), err),
                () -> assertTrue(err.contains("evaluation.samples"), err),
                () -> assertTrue(err.contains("evaluation.level"), err),
                () -> assertTrue(err.contains("did you mean \"seed\"?"), err),
                () -> assertTrue(err.contains("recipe.conf: 9"), err),
                () -> assertTrue(err.contains("--set runtime.threads=minus"), err));
    }

    @Test
    void whatStandsInTheWayOfAFileIsSaidWithEverythingElse() throws IOException {
        Files.writeString(folder.resolve("there.json"), "mine");
        Files.createSymbolicLink(folder.resolve("there.html"), folder.resolve("nowhere"));
        String there = folder.resolve("there.json").toString();
        Path recipe = Files.writeString(folder.resolve("recipe.conf"), """
            model = "builtin:countdown-base"
            problems { id = countdown, training-problems = 8, held-out-problems = 0 }
            verifier { id = countdown }
            gate { id = uniform }
            advantage { id = grpo }
            evaluation.problems = 0
            """);
        String evaluate = refused("evaluate", recipe.toString(), "--rollouts", "--out", there)
                .err();
        assertAll(
                () -> assertTrue(evaluate.contains("there.json exists"), evaluate),
                () -> assertTrue(evaluate.contains("there.html, which exists"), evaluate),
                () -> assertTrue(evaluate.contains("--rollouts: the recipe has no section"), evaluate),
                () -> assertTrue(evaluate.contains("holds no problem out"), evaluate));
        String compare =
                refused("compare", "/no/such/a", "/no/such/b", "--out", there).err();
        assertAll(
                () -> assertTrue(compare.contains("there.json exists"), compare),
                () -> assertTrue(compare.contains("there.html, which exists"), compare),
                () -> assertTrue(compare.contains("/no/such/a"), compare));
        String misspelt = refused(
                        "evaluate", recipe.toString(), "--set", "gate.id=bgb", "--out", "/no/such/folder/x.json")
                .err();
        assertTrue(misspelt.contains("/no/such/folder is not a folder") && misspelt.contains("bbg"), misspelt);
        assertEquals("mine", Files.readString(folder.resolve("there.json")));
    }

    @Test
    void hostileRecipesAreShownNotObeyed() throws IOException {
        Path recipe = Files.writeString(folder.resolve("hostile\u001b[31m.conf"), """
                "key\\u001b[2J" = 1
                "line\\nrlvr4j: forged" = 2
                model = "m\\u001b]0;owned\\u0007"
                gate { id = "\\u001b[31m\\u202ebbg" }
                """);
        CommandRun run = refused("train", recipe.toString());
        assertFalse(run.err().chars().anyMatch(c -> c != '\n' && Character.isISOControl(c)), run::err);
        assertTrue(run.err().contains("\\u001B"), run::err);
        assertTrue(run.err().contains("\\u202E"), run::err);
        assertTrue(run.err().lines().noneMatch(line -> line.startsWith("rlvr4j: forged")), run::err);
    }

    @Test
    void whatIsNoRecipeIsRefused() throws IOException {
        Path binary = Files.write(folder.resolve("binary.conf"), new byte[] {0, (byte) 0xff, 27, 91, 123});
        Path empty = Files.writeString(folder.resolve("empty.conf"), "");
        for (Path file : List.of(binary, empty, folder)) {
            CommandRun run = refused("train", file.toString());
            assertFalse(run.err().contains("\u001b"), run::err);
        }
    }
}
