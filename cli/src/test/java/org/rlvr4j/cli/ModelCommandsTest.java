package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code generate}, {@code score} and {@code import-gguf} in this process, with the shipped model. */
class ModelCommandsTest {

    private static final String MODEL = "builtin:countdown-base";
    private static final String PROMPT = "3 5 7 = 15: ";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private Path input(String rows) throws IOException {
        return Files.writeString(folder.resolve("rows.jsonl"), rows);
    }

    private Path output() {
        return folder.resolve("results.jsonl");
    }

    private List<JsonNode> results() throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(output())) {
            rows.add(JSON.readTree(line));
        }
        return rows;
    }

    private CommandRun run(String command, String rows, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                command,
                "--model",
                MODEL,
                "--set",
                "threads=1",
                "--input",
                input(rows).toString(),
                "--output",
                output().toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void scoresComeInTheOrderOfRowsAndBadRowsAreNamed() throws IOException {
        CommandRun run = run("score", """
                {"id": "a", "text": "1+2=3"}
                {"id": 2, "text": ""}
                not JSON
                {"id": 3, "text": "1\u00e9"}
                {"id": 4}
                {"text": "1"}
                {"id": 5, "text": "7"}
                {"id": 6, "text": "1+2=3"}
                """);
        assertEquals(Main.FAILURE, run.code(), run::said);
        assertTrue(run.out().contains("4 rows, 4 bad rows"), run::said);
        for (String told : List.of(
                "line 3: not valid JSON",
                "line 4: key text: ",
                "U+00E9",
                "line 5: key text: is missing",
                "line 6: key id: is missing")) {
            assertTrue(run.err().contains(told), run::said);
        }
        List<JsonNode> rows = results();
        assertEquals(
                List.of("\"a\"", "2", "3", "4", "5", "6"),
                rows.stream().map(row -> row.get("id").toString()).toList());
        JsonNode first = rows.get(0);
        assertEquals(5, first.get("tokens").size());
        assertEquals("[\"1\",\"+\",\"2\",\"=\",\"3\"]", first.get("pieces").toString());
        assertEquals(4, first.get("logprobs").size());
        first.get("logprobs").forEach(logProb -> assertTrue(logProb.asDouble() <= 0));
        assertEquals("[]", rows.get(1).get("logprobs").toString());
        assertTrue(rows.get(2).has("error"));
        assertEquals(0, rows.get(4).get("logprobs").size());
        assertEquals(first.get("tokens"), rows.get(5).get("tokens"));
    }

    @Test
    void answersAreReproducibleAndScoredAsTheyWereDrawn() throws IOException {
        String rows = "{\"id\": 1, \"prompt\": \"" + PROMPT + "\"}\n{\"id\": 2, \"prompt\": \"1 2 3 = 6: \"}\n";
        String[] options = {"--samples", "3", "--max-tokens", "12", "--seed", "5"};
        CommandRun run = run("generate", rows, options);
        assertEquals(0, run.code(), run::said);
        List<JsonNode> first = results();
        assertEquals(6, first.size());
        for (JsonNode row : first) {
            assertEquals(row.get("tokens").size(), row.get("logprobs").size());
            assertTrue(List.of("stop-token", "length").contains(row.get("stop").asText()));
        }
        assertEquals(Main.BAD_INPUT, run("generate", rows, options).code(), "the output exists");
        List<String> again = new ArrayList<>(List.of(options));
        again.add("--overwrite");
        assertEquals(0, run("generate", rows, again.toArray(String[]::new)).code());
        assertEquals(first, results());
        assertFalse(Files.exists(folder.resolve("results.jsonl.partial")));
    }

    @Test
    void aSinglePromptIsAnsweredAsText() {
        CommandRun run = CommandRun.of(
                "generate", "--model", MODEL, "--prompt", PROMPT, "--greedy", "--max-tokens", "8", "--samples", "2");
        assertEquals(0, run.code(), run::said);
        assertTrue(run.out().contains("--- sample 2 of 2 ("), run::said);
    }

    @Test
    void aTemplateLaysThePromptOut() throws IOException {
        Path template = Files.writeString(folder.resolve("t.jinja"), "{{ messages[-1].content }}: ");
        CommandRun run = CommandRun.of(
                "generate",
                "--model",
                MODEL,
                "--chat",
                template.toString(),
                "--prompt",
                "3 5 7 = 15",
                "--greedy",
                "--max-tokens",
                "8");
        assertEquals(
                CommandRun.of("generate", "--model", MODEL, "--prompt", PROMPT, "--greedy", "--max-tokens", "8")
                        .out(),
                run.out());
        Files.writeString(template, "\n{{ messages | shuffle }}");
        CommandRun refused =
                CommandRun.of("generate", "--model", MODEL, "--chat", template.toString(), "--prompt", "3 5 7 = 15");
        assertEquals(Main.BAD_INPUT, refused.code());
        assertTrue(refused.err().contains("line 2: the filter shuffle is not supported"), refused::said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "generate --model MODEL | give either --prompt or --input",
                "generate --model MODEL --prompt 1 --input x | give either --prompt or --input",
                "generate --model MODEL --input x | --input needs --output",
                "generate --model MODEL --prompt 1 --output x | is for the rows of --input",
                "generate --model MODEL --prompt 1 --samples 0 | must be at least 1",
                "generate --model MODEL --prompt 1 --top-p 2 | must be above 0 and at most 1",
                "generate --model MODEL --prompt 1 --greedy --top-k 2 | --greedy allows neither",
                "generate --model MODEL --prompt 1 --system x | need --chat",
                "generate --model MODEL --prompt 1 --chat | has no chat template",
                "generate --model MODEL --prompt 1 --chat missing.jinja | there is no such file",
                "generate --model MODEL --prompt é | U+00E9",
                "generate --model MODEL --prompt 1 --max-tokens 100000 | do not fit the model's context",
                "generate --model MODEL --prompt 1 --set thread=1 | threads",
                "generate --model nowhere --prompt 1 | there is no model nowhere",
                "score --model MODEL --input missing.jsonl --output - | there is no such file",
                "import-gguf missing.gguf out | there is no such file",
                "import-gguf pom.xml out | is not a GGUF file",
                "import-gguf pom.xml src | is not empty and nothing is overwritten",
                "import-gguf pom.xml out --dtype int8 | allowed are float32, bfloat16, float16",
            })
    void whatCannotBeMeantIsRefused(String line, String told) {
        CommandRun run = CommandRun.of(line.replace("MODEL", MODEL).split(" "));
        assertEquals(Main.BAD_INPUT, run.code(), run::said);
        assertTrue(run.err().contains(told), run::said);
        assertFalse(run.err().contains("\tat "), run::said);
    }
}
