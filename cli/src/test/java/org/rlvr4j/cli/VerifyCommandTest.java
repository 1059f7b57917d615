package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify math} in this process. */
class VerifyCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private CommandRun verify(String rows, String... more) throws IOException {
        Path input = Files.writeString(folder.resolve("pairs.jsonl"), rows);
        List<String> arguments = new ArrayList<>(
                List.of("verify", "math", "--input", input.toString(), "--output", output().toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private Path output() {
        return folder.resolve("verdicts.jsonl");
    }

    private List<JsonNode> verdicts() throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(output())) {
            rows.add(JSON.readTree(line));
        }
        return rows;
    }

    @Test
    void everyRowHasItsVerdictInOrder() throws IOException {
        CommandRun run = verify("""
                {"id": "a", "gold": "\\\\frac12", "prediction": "The answer is \\\\boxed{0.5}."}
                {"id": 7, "gold": 42, "prediction": 42.0}

                {"id": 1.50, "gold": "5", "prediction": "6", "prompt": {"ignored": [1]}}
                {"id": "d", "gold": "5", "prediction": "I do not know."}
                {"id": "e", "gold": "", "prediction": "5"}
                {"id": "f", "gold": "3.14", "prediction": "3.1416", "precision": 2}
                {"id": "g", "gold": "3.14", "prediction": "3.1416", "precision": null}
                """);
        assertAll(
                () -> assertEquals(0, run.code(), run::said),
                () -> assertEquals(
                        List.of("correct", "correct", "incorrect", "unparseable", "failed", "correct", "incorrect"),
                        verdicts().stream()
                                .map(row -> row.get("verdict").asText())
                                .toList()),
                () -> assertEquals(
                        List.of("\"a\"", "7", "1.5", "\"d\"", "\"e\"", "\"f\"", "\"g\""),
                        verdicts().stream().map(row -> row.get("id").toString()).toList()),
                () -> assertTrue(Files.readString(output()).contains("{\"id\":1.50,"), "an id is kept as it was given"),
                () -> assertEquals("0.5", verdicts().get(0).get("extracted").asText()),
                () -> assertTrue(verdicts().get(3).get("extracted").isNull()),
                () -> assertTrue(
                        run.out()
                                .contains(
                                        "7 verdicts: 3 correct, 2 incorrect, 1 unparseable, 0 timeout, 1 failed; 0 bad"),
                        run::out),
                () -> assertFalse(Files.exists(folder.resolve("verdicts.jsonl.partial"))));
    }

    @Test
    void badRowsAreNamedAndStopNothing() throws IOException {
        CommandRun run = verify("""
                {"id": "a", "gold": "5", "prediction": "5"}
                not json
                {"id": "b", "gold": "5"}
                {"id": "c", "gold": ["5"], "prediction": true}
                {"id": "d", "gold": "5", "gold": "6", "prediction": "5"}
                {"id": "e", "gold": "5", "prediction": "5", "precision": -1}
                {"id": "f", "gold": "5", "prediction": "5"} {}
                ["g"]
                {"gold": "5", "prediction": "5"}
                {"id": null, "gold": "5", "prediction": "5"}
                {"id": "h", "gold": "5", "prediction":
                {"id": "i", "gold": "5", "prediction": "5"}
                """);
        List<JsonNode> rows = verdicts();
        assertAll(
                () -> assertEquals(Main.FAILURE, run.code(), run::said),
                () -> assertEquals(
                        List.of("a", "b", "c", "d", "e", "f", "h", "i"),
                        rows.stream().map(row -> row.get("id").asText()).toList()),
                () -> assertEquals("correct", rows.get(0).get("verdict").asText()),
                () -> assertEquals("correct", rows.get(7).get("verdict").asText()),
                () -> assertTrue(rows.subList(1, 7).stream()
                        .allMatch(row -> row.get("verdict").asText().equals("failed"))),
                () -> assertTrue(rows.get(1).get("reason").asText().contains("prediction"), rows::toString),
                () -> assertTrue(run.err().contains("pairs.jsonl: line 2: not valid JSON"), run::err),
                () -> assertTrue(run.err().contains("line 3: key prediction: is missing"), run::err),
                () -> assertTrue(
                        run.err().contains("line 4: key gold: value [\"5\"] must be a string or a number"), run::err),
                () -> assertTrue(run.err().contains("line 4: key prediction: value true"), run::err),
                () -> assertTrue(run.err().contains("line 5: key gold: value \"6\" is there twice"), run::err),
                () -> assertTrue(
                        run.err().contains("line 6: key precision: value -1 must be a whole number from 0"), run::err),
                () -> assertTrue(run.err().contains("line 7: must be one JSON object and nothing after it"), run::err),
                () -> assertTrue(run.err().contains("line 8: must be one JSON object"), run::err),
                () -> assertTrue(run.err().contains("line 9: key id: is missing"), run::err),
                () -> assertTrue(run.err().contains("line 10: key id: value null"), run::err),
                () -> assertTrue(run.err().contains("line 11: "), run::err),
                () -> assertTrue(run.out().contains("10 bad rows"), run::out));
    }

    @Test
    void linesWithoutBoundsAreRefusedAndThoseBehindThemRead() throws IOException {
        String huge =
                "{\"id\": 1, \"gold\": \"5\", \"prediction\": \"" + "x".repeat(RowFields.MAX_LINE_BYTES) + "\"}\n";
        String large = "{\"id\": 2, \"gold\": \"5\", \"prediction\": \"" + "x ".repeat(1 << 20) + "\\\\boxed{5}\"}\n";
        String deep = "{\"id\": 3, \"gold\": " + "[".repeat(100_000) + "\n";
        CommandRun run = verify(huge + large + deep);
        assertAll(
                () -> assertEquals(Main.FAILURE, run.code()),
                () -> assertTrue(run.err().contains("line 1: ") && run.err().contains("at most 8388608"), run::err),
                () -> assertTrue(run.err().contains("line 3: "), run::err),
                () -> assertEquals(
                        List.of("correct", "failed"),
                        verdicts().stream()
                                .map(row -> row.get("verdict").asText())
                                .toList()));
    }

    @Test
    void whatIsInTheRowsIsShownNotObeyed() throws IOException {
        CommandRun run = verify("""
                {"id": "a\\u001b[31m\\u202e", "gold": "5", "prediction": "The answer is \\u001b]0;x\\u0007 \\u202e5 \\ud800"}
                {"id": "b", "gold\\u001b[2J": "5", "prediction": "\\u202e"}
                {"id": "c\u202e", "gold": {"\\u001b": 1}, "prediction": "5"}
                """);
        String written = Files.readString(output());
        assertAll(
                () -> assertTrue(
                        (run.err() + written).chars().noneMatch(c -> c != '\n' && Character.isISOControl(c)), run::err),
                () -> assertTrue(
                        (run.err() + written).chars().noneMatch(c -> Character.getType(c) == Character.FORMAT),
                        run::err),
                () -> assertEquals(
                        "a\u001b[31m\u202e", verdicts().get(0).get("id").asText()));
    }

    @Test
    void nothingIsOverwrittenUnasked() throws IOException {
        String rows = "{\"id\": 1, \"gold\": \"5\", \"prediction\": \"5\"}\n";
        assertEquals(0, verify(rows).code());
        String before = Files.readString(output());
        CommandRun refused = verify(rows);
        assertAll(
                () -> assertEquals(Main.BAD_INPUT, refused.code()),
                () -> assertTrue(refused.err().contains("--overwrite"), refused::err),
                () -> assertEquals(before, Files.readString(output())));
        assertEquals(0, verify(rows + rows, "--overwrite").code());
        assertEquals(2, verdicts().size());
        Files.writeString(folder.resolve("verdicts.jsonl.partial"), "left by a stopped run");
        Files.delete(output());
        assertEquals(Main.BAD_INPUT, verify(rows).code());
    }

    @Test
    void theOrderDoesNotDependOnTheThreads() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            rows.append("{\"id\": ")
                    .append(i)
                    .append(", \"gold\": \"")
                    .append(i % 7)
                    .append("\", \"prediction\": \"\\\\boxed{")
                    .append(i % 5)
                    .append("}\"}\n");
        }
        assertEquals(0, verify(rows.toString(), "--threads", "1").code());
        String one = Files.readString(output());
        assertEquals(0, verify(rows.toString(), "--threads", "8", "--overwrite").code());
        assertEquals(one, Files.readString(output()));
        assertEquals(5_000, one.lines().count());
    }

    @Test
    void mistakesOfTheCommandLineAreSaid() throws IOException {
        Path input = Files.writeString(folder.resolve("in.jsonl"), "{\"id\":1,\"gold\":\"5\",\"prediction\":\"5\"}\n");
        for (List<String> arguments : List.of(
                List.<String>of(),
                List.of("math"),
                List.of("maths"),
                List.of("math", "--input", input.toString()),
                List.of("math", "--input", folder.toString(), "--output", output().toString()),
                List.of("math", "--input", folder.resolve("none").toString(), "--output", output().toString()),
                List.of("math", "--input", input.toString(), "--output", folder.toString()),
                List.of("math", "--input", input.toString(), "--output", input.toString(), "--overwrite"),
                List.of("math", "--input", input.toString(), "--output", output().toString(), "--threads", "0"),
                List.of("math", "--explain", "5"),
                List.of("math", "--explain", "5", "5", "--input", input.toString()),
                List.of("math", "--explain", "5", "5", "--set", "extraction.order=[boxde]"),
                List.of("math", "--explain", "5", "5", "--set", "extraction.boxed=some"),
                List.of("math", "--explain", "5", "5", "--set", "comparison.no-such=1"),
                List.of("math", "--explain", "5", "5", "--set", "nonsense"))) {
            List<String> all = new ArrayList<>(List.of("verify"));
            all.addAll(arguments);
            CommandRun run = CommandRun.of(all.toArray(String[]::new));
            assertAll(
                    () -> assertEquals(Main.BAD_INPUT, run.code(), all + run.said()),
                    () -> assertFalse(run.err().isBlank()),
                    () -> assertFalse(run.err().contains("\tat "), run::err));
        }
        assertEquals(1, Files.readAllLines(input).size());
    }

    @Test
    void optionsAreThoseOfTheVerifier() throws IOException {
        String rows = "{\"id\": 1, \"gold\": \"1\", \"prediction\": \"\\\\boxed{1} so \\\\boxed{2}\"}\n";
        assertEquals(0, verify(rows).code());
        assertEquals("incorrect", verdicts().get(0).get("verdict").asText());
        assertEquals(
                0, verify(rows, "--overwrite", "--set", "extraction.boxed=any").code());
        assertEquals("correct", verdicts().get(0).get("verdict").asText());
    }

    @Test
    void explainsWhatWasFoundReadAndDecided() {
        CommandRun run = CommandRun.of("verify", "math", "--explain", "\\frac12", "So the answer is \\boxed{x + 0.5}.");
        assertAll(
                () -> assertEquals(0, run.code(), run::said),
                () -> assertTrue(run.out().contains("gold: \\frac12\n  found by gold\n  Quotient\n"), run::out),
                () -> assertTrue(
                        run.out().contains("prediction: x + 0.5\n  found by boxed\n  Sum\n    Symbol name=x\n"),
                        run::out),
                () -> assertTrue(run.out().contains("verdict: incorrect\nreason: "), run::out));
        CommandRun negative = CommandRun.of("verify", "math", "--explain", "-5", "-5");
        assertTrue(negative.out().contains("verdict: correct"), negative::said);
        CommandRun unreadable = CommandRun.of("verify", "math", "--explain", "", "\u001b[31m");
        assertAll(
                () -> assertTrue(unreadable.out().contains("verdict: failed"), unreadable::said),
                () -> assertFalse(unreadable.said().contains("\u001b")));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDeviceIsSaid() throws IOException {
        Path input = Files.writeString(folder.resolve("in.jsonl"), "{\"id\":1,\"gold\":\"5\",\"prediction\":\"5\"}\n");
        CommandRun run = CommandRun.of("verify", "math", "--input", input.toString(), "--output", "/dev/full");
        assertAll(
                () -> assertEquals(Main.FAILURE, run.code(), run::said),
                () -> assertTrue(run.err().contains("/dev/full cannot be written: No space left"), run::err),
                () -> assertFalse(run.err().contains("\tat "), run::err));
    }

    @Test
    void standardOutputGetsTheVerdictsAlone() throws IOException {
        Path input = Files.write(
                folder.resolve("in.jsonl"),
                "{\"id\":1,\"gold\":\"5\",\"prediction\":\"5\"}".getBytes(StandardCharsets.UTF_8));
        CommandRun run = CommandRun.of("verify", "math", "--input", input.toString(), "--output", "-");
        assertAll(
                () -> assertEquals(0, run.code(), run::said),
                () -> assertEquals(1, run.out().lines().count(), run::out),
                () -> assertEquals(
                        "correct", JSON.readTree(run.out()).get("verdict").asText()),
                () -> assertTrue(run.err().contains("1 verdict: 1 correct"), run::err));
    }
}
