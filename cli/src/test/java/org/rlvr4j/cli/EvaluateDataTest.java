package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.runtime.endpoint.stub.StubReply;
import org.rlvr4j.runtime.endpoint.stub.StubServer;

/** {@code evaluate --data} and {@code compare}, with a stub server and with the shipped model. */
@Timeout(300)
class EvaluateDataTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private Path data() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            rows.append("{\"prompt\": \"What is ")
                    .append(i)
                    .append(" + 1?\", \"answer\": \"")
                    .append(i + 1)
                    .append("\", \"difficulty\": ")
                    .append(i % 2)
                    .append("}\n");
        }
        return Files.writeString(folder.resolve("sums.jsonl"), rows.toString());
    }

    /** Right or wrong by the seed. */
    private static String answer(String prompt, long seed) {
        if (!prompt.startsWith("What is ")) {
            // the question by which a server is looked at
            return "4";
        }
        int sum = prompt.charAt("What is ".length()) - '0' + 1;
        return "So it is \\boxed{" + (seed % 3 == 0 ? sum : sum + 1) + "}.";
    }

    private CommandRun run(StubServer server, String out, String... more) throws IOException {
        return CommandRun.of(arguments(server, out, more));
    }

    private String[] arguments(StubServer server, String out, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "evaluate",
                "--endpoint",
                server.base().toString(),
                "--model",
                "stub",
                "--data",
                data().toString(),
                "--samples",
                "8",
                "--k",
                "1..8",
                "--out",
                folder.resolve(out).toString()));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private JsonNode result(String out) throws IOException {
        return JSON.readTree(Files.readAllBytes(folder.resolve(out).resolve("evaluation.json")));
    }

    private static ObjectNode numbers(JsonNode document) {
        ObjectNode numbers = document.deepCopy();
        numbers.remove(List.of("run", "options"));
        return numbers;
    }

    @Test
    void aServerIsEvaluatedAndGoneOnWith() throws IOException {
        try (StubServer server = StubServer.answering(EvaluateDataTest::answer)) {
            CommandRun run = run(server, "out");
            assertEquals(0, run.code(), run::said);
            JsonNode whole = result("out");
            assertEquals(8, whole.path("passAtK").size());
            assertEquals(6, whole.path("problems").size());
            assertEquals(0, whole.path("problems").path(0).path("failed").asInt());
            assertEquals(6, whole.path("curves").size());
            assertEquals(3, whole.path("groups").size());
            String page = Files.readString(folder.resolve("out/report.html"));
            assertTrue(page.contains("Samples with their verdicts"));
            // as after a kill in the middle of a line
            Path samples = folder.resolve("out/samples.jsonl");
            byte[] bytes = Files.readAllBytes(samples);
            Files.write(samples, Arrays.copyOf(bytes, bytes.length * 2 / 3));
            long before = server.requests().size();
            assertEquals(0, run(server, "out").code());
            assertEquals(numbers(whole), numbers(result("out")));
            assertTrue(server.requests().size() - before < 30);
            long after = server.requests().size();
            CommandRun again = CommandRun.of(
                    "evaluate",
                    "--reverify",
                    "--data",
                    data().toString(),
                    "--samples",
                    "8",
                    "--k",
                    "1..8",
                    "--out",
                    folder.resolve("out").toString());
            assertEquals(0, again.code(), again::said);
            assertEquals(numbers(whole), numbers(result("out")));
            assertEquals(after, server.requests().size());
        }
    }

    @Test
    void aServerThatLiesGivesNoNumbersAndIsNeverWrong() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        try (StubServer server = new StubServer(request -> requests.getAndIncrement() % 4 < 2
                ? StubReply.json(200, "{\"choices\": \"none\"}")
                : StubServer.answer(request, EvaluateDataTest::answer))) {
            CommandRun run = run(server, "out", "--set", "limits.attempts=1");
            if (Files.exists(folder.resolve("out/evaluation.json"))) {
                assertEquals(Main.FAILURE, run.code(), run::said);
                JsonNode result = result("out");
                assertTrue(result.has("withheld"), result::toString);
                assertTrue(result.path("passAtK").isEmpty());
                assertTrue(result.path("failures").has("bad-response"), result::toString);
            } else {
                // the server lied already to the question what it is
                assertFalse(run.code() == 0, run::said);
            }
        }
    }

    @Test
    void twoEvaluationsAreCompared() throws IOException {
        try (StubServer server = StubServer.answering(EvaluateDataTest::answer)) {
            assertEquals(0, run(server, "a").code());
            assertEquals(0, run(server, "b", "--seed", "1", "--limit", "5").code());
        }
        Path out = folder.resolve("comparison.json");
        String[] command = {
            "compare", folder.resolve("a").toString(), folder.resolve("b").toString(), "--out", out.toString()
        };
        CommandRun run = CommandRun.of(command);
        assertEquals(0, run.code(), run::said);
        assertTrue(run.out().contains("5 common problems"), run::said);
        assertTrue(run.out().contains("1 problems are only in A"), run::said);
        assertTrue(run.out().contains("They differ in seed: A has 0, B has 1."), run::said);
        JsonNode written = JSON.readTree(Files.readAllBytes(out));
        assertEquals(4, written.path("points").size());
        assertTrue(Files.exists(folder.resolve("comparison.html")));
        assertEquals(Main.BAD_INPUT, CommandRun.of(command).code());
        assertEquals(
                Main.BAD_INPUT,
                CommandRun.of("compare", folder.toString(), folder.resolve("a").toString())
                        .code());
    }

    @Test
    void theShippedModelIsEvaluatedAlikeHoweverOftenItIsStarted() throws IOException {
        Path rows = Files.writeString(folder.resolve("countdown.jsonl"), """
                {"id": "a", "prompt": "3 5 7 = 15: ", "answer": "15"}
                {"id": "b", "prompt": "1 2 3 = 6: ", "answer": "6"}
                """);
        List<String> command = List.of(
                "evaluate",
                "--model",
                "builtin:countdown-base",
                "--set",
                "threads=1",
                "--data",
                rows.toString(),
                "--max-tokens",
                "8",
                "--samples");
        CommandRun few = evaluate(command, "2", "grown");
        assertEquals(0, few.code(), few::said);
        CommandRun more = evaluate(command, "5", "grown");
        assertEquals(0, more.code(), more::said);
        List<String> onDisk = new ArrayList<>(command);
        onDisk.addAll(1, List.of("--references-in", folder.resolve("references").toString()));
        CommandRun whole = evaluate(onDisk, "5", "whole");
        assertEquals(0, whole.code(), whole::said);
        try (Stream<Path> kept = Files.list(folder.resolve("references"))) {
            assertTrue(kept.findAny().isPresent());
        }
        assertEquals(numbers(result("whole")), numbers(result("grown")));
        assertEquals("6", result("grown").path("run").path("drawn").asText(), () -> more.said());
    }

    private CommandRun evaluate(List<String> command, String samples, String out) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(samples, "--out", folder.resolve(out).toString()));
        return CommandRun.of(all.toArray(String[]::new));
    }

    @Test
    void mistakesAreTold() throws IOException {
        String data = data().toString();
        String out = folder.resolve("out").toString();
        for (String[] pair : new String[][] {
            {"evaluate", "--data|--model"},
            {"evaluate --data " + data + " --model x", "--out"},
            {"evaluate --data " + data + " --out " + out, "say which model"},
            {"evaluate --data nothing.jsonl --model x --out " + out, "does not exist"},
            {"evaluate --data " + data + " --model x --k 1..40 --out " + out, "goes up to 40"},
            {"evaluate --data " + data + " --model x --k a --out " + out, "--k a"},
            {"evaluate --data " + data + " --model x --pilot 4 --out " + out, "--allocation adaptive"},
            {"evaluate --data " + data + " --model x --until-interval 2 --out " + out, "between 0 and 1"},
            {"evaluate --data " + data + " --model x --verifier no --out " + out, "no"},
            {"evaluate --data " + data + " --reverify --temperature 1 --out " + out, "--temperature"},
            {"evaluate --data " + data + " --reverify --out " + out, "holds no samples"},
            {"evaluate --data " + data + " --reverify --runtime djl --out " + out, "takes no --runtime"},
            {"evaluate --data " + data + " --model x --runtime no --out " + out, "--runtime no: unknown runtime"},
            {
                "evaluate --data " + data + " --model x --set runtime.id=spark --out " + out,
                "is chosen by --runtime, and --set sets its options"
            },
            {"evaluate --data " + data + " --endpoint http://h/v1 --model x --runtime djl --out " + out, "--endpoint"},
            {"evaluate recipe.conf --runtime djl", "--runtime"},
            {
                "evaluate --data " + data + " --model x --references-in " + data + " --out " + out,
                "references-in: the references of"
            },
            {"evaluate recipe.conf --samples 3", "--samples"}
        }) {
            CommandRun run = CommandRun.of(pair[0].split(" "));
            assertEquals(Main.BAD_INPUT, run.code(), () -> pair[0] + "\n" + run.said());
            assertTrue(
                    Arrays.stream(pair[1].split("\\|")).anyMatch(run.err()::contains),
                    () -> pair[0] + "\n" + run.said());
        }
    }

    /** Killed without warning, started again: the numbers are those of a run that was left alone. */
    @EnabledOnOs(OS.LINUX)
    @Test
    void aKilledProcessLosesNothing() throws IOException, InterruptedException {
        AtomicInteger slow = new AtomicInteger(40);
        try (StubServer server = new StubServer(request -> out -> {
            TimeUnit.MILLISECONDS.sleep(slow.get());
            StubServer.answer(request, EvaluateDataTest::answer).write(out);
        })) {
            Path samples = folder.resolve("killed/samples.jsonl");
            Process process = CommandProcess.start(
                    folder.resolve("said"),
                    CommandProcess.line(),
                    arguments(server, "killed", "--set", "limits.concurrency=1"));
            while (process.isAlive() && (!Files.exists(samples) || Files.size(samples) < 2000)) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            process.destroyForcibly().waitFor();
            String said = CommandProcess.said(folder.resolve("said"));
            long drawn = Files.readAllLines(samples).size();
            assertTrue(drawn > 1, said);
            slow.set(0);
            assertEquals(0, run(server, "killed").code());
            assertEquals(0, run(server, "alone").code());
            assertEquals(numbers(result("alone")), numbers(result("killed")));
        }
    }
}
