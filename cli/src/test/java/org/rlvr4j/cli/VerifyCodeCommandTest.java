package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify code} in this process. */
class VerifyCodeCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private CommandRun verify(String rows, String... more) throws IOException {
        Path input = Files.writeString(folder.resolve("tasks.jsonl"), rows);
        List<String> arguments = new ArrayList<>(
                List.of("verify", "code", "--input", input.toString(), "--output", output().toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private Path output() {
        return folder.resolve("verdicts.jsonl");
    }

    private List<String> verdicts(String key) throws IOException {
        List<String> values = new ArrayList<>();
        for (String line : Files.readAllLines(output())) {
            JsonNode row = JSON.readTree(line);
            assertEquals(
                    List.of("id", "verdict", "passed", "total", "reason", "millis"),
                    row.properties().stream().map(java.util.Map.Entry::getKey).toList());
            values.add(row.get(key).asText());
        }
        return values;
    }

    @Test
    void everyRowHasItsVerdictInOrder() throws IOException {
        CommandRun run = verify("""
                {"id": "a", "language": "python", "program": "print(int(input()) * 2)", "tests": [{"stdin": "3", "stdout": "6"}, {"stdin": "4", "stdout": "9"}]}
                {"id": 2, "language": "python", "program": "```python\\ndef f(x): return x\\n```", "entryPoint": "f", "calls": [{"args": [1.0], "expected": 1}]}
                {"id": "c", "language": "python", "program": "def f(x): return x", "entryPoint": "f", "testProgram": "assert f(2) == 2"}
                {"id": "d", "language": "python", "program": "while True: pass", "timeLimitMillis": 300, "tests": [{"stdin": "", "stdout": ""}]}
                {"id": "e", "language": "python", "program": "```json\\n{}\\n```", "tests": [{"stdin": "", "stdout": ""}]}
                {"id": "f", "language": "cobol", "program": "x", "tests": [{"stdin": "", "stdout": ""}]}
                """);
        assertEquals(0, run.code(), run::said);
        assertEquals(
                List.of("incorrect", "correct", "correct", "timeout", "unparseable", "failed"), verdicts("verdict"));
        assertEquals(List.of("1", "1", "1", "0", "0", "0"), verdicts("passed"));
        assertEquals(List.of("2", "1", "1", "1", "1", "1"), verdicts("total"));
        assertEquals(List.of("a", "2", "c", "d", "e", "f"), verdicts("id"));
    }

    @Test
    void badRowsAreNamedAndStopNothing() throws IOException {
        CommandRun run = verify("""
                {"id": "a", "language": "python", "program": "x"}
                {"id": "b", "language": "python", "program": "x", "tests": []}
                {"id": "c", "program": "x", "tests": [{"stdout": ""}]}
                {"id": "d", "language": "python", "program": "x", "calls": [{"args": [], "expected": 1}]}
                {"id": "e", "language": "python", "program": "x", "entryPoint": "a b", "testProgram": "x"}
                {"id": "f", "language": "python", "program": "x = 1", "tests": [{"stdout": ""}], "timeLimitMillis": -1}
                {"id": "g", "language": "python", "program": "print(1)", "tests": [{"stdout": "1"}]}
                """);
        assertEquals(Main.FAILURE, run.code(), run::said);
        assertEquals(
                List.of("failed", "failed", "failed", "failed", "failed", "failed", "correct"), verdicts("verdict"));
        for (String word : List.of("line 1", "exactly one of", "tests", "language", "entryPoint", "timeLimitMillis")) {
            assertTrue(run.said().contains(word), () -> word + " in " + run.said());
        }
    }

    @Test
    void unknownOptionsAreRefused() throws IOException {
        assertEquals(Main.BAD_INPUT, verify("", "--set", "colour=red").code());
        assertEquals(Main.BAD_INPUT, verify("", "--set", "time-limit-millis=1").code());
    }
}
