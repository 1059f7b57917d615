package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code data check} and {@code data show}, and training on files. */
class DataCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LONG = "the quick brown fox jumps over the lazy dog again and again until two";

    @TempDir
    Path folder;

    private String file(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n")
                .toString();
    }

    @Test
    void aCleanFileIsCountedMeasuredAndVerified() throws IOException {
        String file = file(
                "t.jsonl",
                "{\"question\": \"One and one?\", \"answer\": \"so\\n#### 2\"}",
                "{\"question\": \"one  AND one?\", \"answer\": \"#### 1,000\"}");
        CommandRun run = CommandRun.of("data", "check", file);
        assertEquals(0, run.code(), run::said);
        assertTrue(run.out().contains("t.jsonl: 2 rows, mapping gsm8k"), run::out);
        assertTrue(run.out().contains("3 to 3 words, median 3"), run::out);
        assertTrue(run.out().contains("2 accepted by math, 0 refused"), run::out);
        assertTrue(run.out().contains("Duplicates: 0 exact, 1 but for case"), run::out);
    }

    @Test
    void overlapBrokenRowsAndRefusedAnswersEndWithOne() throws IOException {
        String train = file(
                "train.jsonl",
                "{\"problem\": \"Say: " + LONG + " o'clock\", \"answer\": \"2\"}",
                "{\"problem\": \"p\", \"answer\": \"19{}43\"}",
                "{\"problem\": \"\\u001b[31mred\"");
        String test = file(
                "test.jsonl", "{\"problem\": \"" + LONG.toUpperCase(java.util.Locale.ROOT) + "\", \"answer\": \"2\"}");
        CommandRun run = CommandRun.of("data", "check", train, "--against", test, "--json");
        assertEquals(1, run.code(), run::said);
        JsonNode found = JSON.readTree(run.out());
        assertEquals(1, found.path("overlapPairs").asInt());
        assertEquals(LONG, found.path("overlaps").get(0).path("span").asText());
        assertEquals(14, found.path("overlaps").get(0).path("words").asInt());
        assertEquals(1, found.path("files").get(0).path("broken").asInt());
        assertEquals(
                "line 2",
                found.path("files")
                        .get(0)
                        .path("gold")
                        .path("refused")
                        .get(0)
                        .path("where")
                        .asText());
        CommandRun text = CommandRun.of("data", "check", train, "--against", test);
        assertFalse(text.said().contains("\u001b"), text::said);
        assertTrue(text.out().contains("Overlap of 13 words in a row: 1 pairs; 1 rows overlap"), text::out);
        assertEquals(
                0,
                CommandRun.of("data", "check", test, "--against", file("o.jsonl", "{\"prompt\": \"x\", \"answer\": 1}"))
                        .code());
    }

    @Test
    void lengthsAreInTokensOfAPolicy() throws IOException {
        String file = file("c.jsonl", "{\"prompt\": \"3 7 12=45:\", \"answer\": \"3 7 12=45\"}");
        CommandRun run = CommandRun.of("data", "check", file, "--model", "builtin:countdown-base");
        assertEquals(0, run.code(), run::said);
        assertTrue(run.out().contains(" tokens, median "), run::out);
        assertEquals(
                2,
                CommandRun.of("data", "check", file, "--model", folder.toString())
                        .code());
    }

    @Test
    void badInputIsNamedAndEndsWithTwo() throws IOException {
        CommandRun missing =
                CommandRun.of("data", "check", folder.resolve("no.jsonl").toString(), "a.csv");
        assertEquals(2, missing.code());
        assertTrue(missing.err().contains("no.jsonl does not exist"), missing::err);
        assertTrue(missing.err().contains("is of no known format"), missing::err);
        String file = file("t.jsonl", "{\"prompt\": \"p\", \"answer\": 1}");
        for (String[] more : new String[][] {
            {"--mapping", "gsm9k"},
            {"--ngram", "0"},
            {"--verifier", "maths"},
            {"--answer", "a"},
            {"--template", "x"},
            {"--verifier", "math", "--set", "nothing=1"}
        }) {
            String[] arguments = java.util.stream.Stream.concat(
                            java.util.stream.Stream.of("data", "check", file), java.util.stream.Stream.of(more))
                    .toArray(String[]::new);
            CommandRun run = CommandRun.of(arguments);
            assertEquals(2, run.code(), String.join(" ", more) + ": " + run.said());
        }
        assertEquals(2, CommandRun.of("data").code());
    }

    @Test
    void showPrintsProblemsAsTheModelSeesThem() throws IOException {
        String file = file("t.jsonl", "{\"q\": {\"text\": \"a\\u001b[2Jb\"}, \"a\": 5, \"n\": 9}", "{\"q\": 1}");
        CommandRun run = CommandRun.of(
                "data",
                "show",
                file,
                "--prompt",
                "q.text",
                "--answer",
                "a",
                "--id",
                "n",
                "--template",
                "<{prompt}> {row.n}");
        assertEquals(1, run.code(), run::said);
        assertTrue(run.out().contains("<a\\u001B[2Jb> 9"), run::out);
        assertTrue(run.out().contains("-- reference: 5"), run::out);
        assertTrue(run.out().contains("broken: line 2: there is no q.text"), run::out);
    }

    @Test
    void aPolicyIsTrainedOnFilesThatAreHashedCountedAndSplit() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 1; i <= 40; i++) {
            rows.append(
                    String.format("{\"prompt\": \"%d %d=%d:\", \"answer\": \"%d %d=%d\"}%n", i + 1, i, 1, i, i + 1, 1));
        }
        rows.append("{broken\n{\"prompt\": \"1 2 3 4 5 6=21:\", \"answer\": \"1 2 3 4 5 6=21\"}\n");
        file("rows.jsonl", rows.toString());
        Path recipe = Files.writeString(
                folder.resolve("files.conf"),
                Files.readString(TinyTask.recipe(folder, TinyTask.base(folder, 16)))
                        .replace(
                                "problems { id = countdown, training-problems = 64, held-out-problems = 8 }",
                                "problems { id = files, files = [{ path = rows.jsonl }], held-out-share = 0.3 }\n"
                                        + "trainer.max-prompt-tokens = 10"));
        CommandRun refused = CommandRun.of("train", recipe.toString(), "--dry-run");
        assertEquals(2, refused.code(), refused::said);
        assertTrue(refused.err().contains("rows.jsonl, line 41: not valid JSON"), refused::err);
        assertTrue(refused.err().contains("--skip-invalid"), refused::err);

        CommandRun dry = CommandRun.of("train", recipe.toString(), "--dry-run", "--skip-invalid");
        assertEquals(0, dry.code(), dry::said);
        assertTrue(dry.out().contains("file rows: 42 rows (plain): "), dry::out);

        CommandRun run =
                CommandRun.of("train", recipe.toString(), "--skip-invalid", "--runs", folder.toString(), "--run", "r");
        assertEquals(0, run.code(), run::said);
        JsonNode manifest = JSON.readTree(Files.readAllBytes(folder.resolve("r/manifest.json")));
        assertTrue(manifest.path("problems file rows").asText().contains("1 broken; "), manifest::toString);
        assertTrue(manifest.path("problems file rows").asText().contains("sha256 "), manifest::toString);
        assertTrue(manifest.path("problems prompts too long").asText().contains("are left out"), manifest::toString);
        assertTrue(Files.readString(folder.resolve("r/metrics.jsonl")).contains("are left out"));
        assertTrue(run.said().contains("are left out"), run::said);
    }
}
