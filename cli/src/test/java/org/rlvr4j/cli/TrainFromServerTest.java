package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.runtime.endpoint.stub.StubReply;
import org.rlvr4j.runtime.endpoint.stub.StubRequest;
import org.rlvr4j.runtime.endpoint.stub.StubServer;
import org.rlvr4j.runtime.gpu.DjlOptions;
import org.rlvr4j.runtime.gpu.DjlRuntimeProvider;

/** A recipe whose training rollouts come from a server that holds its base. */
class TrainFromServerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path shared;

    private static Path base = Path.of("");
    private static Path recipe = Path.of("");

    @TempDir
    Path folder;

    @BeforeAll
    static void makeBase() throws IOException {
        base = TinyTask.base(shared, 16);
        recipe = TinyTask.recipe(shared, base);
    }

    private CommandRun train(StubServer server, String... settings) {
        return train(server, "r", List.of(), settings);
    }

    private CommandRun train(StubServer server, String name, List<String> more, String... settings) {
        Stream<String> sets = Stream.concat(
                Stream.of(
                        "rollouts.id=endpoint",
                        "rollouts.server.url=\"" + server.base() + "\"",
                        "rollouts.server.api=completions",
                        "rollouts.server.limits.attempts=1"),
                Stream.of(settings));
        return CommandRun.of(Stream.of(
                        Stream.of("train", recipe.toString(), "--runs", folder.toString(), "--run", name),
                        sets.flatMap(setting -> Stream.of("--set", setting)),
                        more.stream())
                .flatMap(arguments -> arguments)
                .toArray(String[]::new));
    }

    /** A server of the base: what it answers is made up, and the log-probabilities are the base's. */
    private static StubReply answer(StubRequest request, PolicyRuntime served, double offset) {
        JsonNode json = request.json();
        if (!json.path("prompt").isArray()) {
            return StubReply.answers(request, List.of("2"));
        }
        int[] prompt = IntStream.range(0, json.path("prompt").size())
                .map(i -> json.path("prompt").get(i).asInt())
                .toArray();
        int[] drawn = draw(request.seed(), served);
        float[] scored;
        synchronized (served) {
            scored = served.score(List.of(IntStream.concat(IntStream.of(prompt), IntStream.of(drawn))
                            .toArray()))
                    .get(0);
        }
        ObjectNode root = JSON.createObjectNode();
        ObjectNode choice = root.putArray("choices").addObject().put("text", "").put("finish_reason", "stop");
        ArrayNode ids = choice.putArray("token_ids");
        ArrayNode logProbs = choice.putObject("logprobs").putArray("token_logprobs");
        for (int t = 0; t < drawn.length; t++) {
            ids.add(drawn[t]);
            logProbs.add(Math.min(0, scored[prompt.length - 1 + t] + offset));
        }
        return StubReply.json(200, root.toString());
    }

    private static int[] draw(long seed, PolicyRuntime served) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            text.append("0123456789+-*/".charAt(random.nextInt(14)));
        }
        return served.encodeResponse(text.toString());
    }

    private static PolicyRuntime open() throws IOException {
        DjlOptions defaults = OptionSchema.of(DjlOptions.class).defaults();
        return new DjlRuntimeProvider()
                .open(
                        defaults,
                        new PolicySpec(
                                base.toString(),
                                OptionSchema.of(LossOptions.class).defaults(),
                                OptionSchema.of(OptimizerOptions.class).defaults(),
                                1));
    }

    private List<JsonNode> steps(String name) throws IOException {
        List<JsonNode> steps = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(name).resolve("metrics.jsonl"))) {
            JsonNode event = JSON.readTree(line);
            if (event.has("importanceMean")) {
                ((ObjectNode) event).remove(List.of("generateSeconds", "verifySeconds", "updateSeconds"));
                steps.add(event);
            }
        }
        return steps;
    }

    @Test
    void theServersRolloutsAreWeightedAsThePolicyMovesAway() throws IOException {
        try (PolicyRuntime served = open();
                StubServer server = new StubServer(request -> answer(request, served, 0))) {
            CommandRun run = train(
                    // made-up answers are wrong, and from those nsr learns
                    server, "advantage.id=nsr", "loss.importance=token", "optimizer.learning-rate=0.05");
            assertEquals(0, run.code(), run::said);
            List<JsonNode> steps = steps("r");
            assertEquals(3, steps.size());
            assertEquals(1, steps.get(0).path("importanceMean").asDouble(), 1e-4, "at first the server is the policy");
            assertNotEquals(1, steps.get(2).path("importanceMean").asDouble(), 1e-4, "then the policy moves away");
            String metrics = Files.readString(folder.resolve("r/metrics.jsonl"));
            assertTrue(metrics.contains("training rollouts come from a server"), metrics);
            assertTrue(Files.readString(folder.resolve("r/recipe.conf")).contains("most-difference"));
            // 1 to open, 4 to compare, and 3 steps of 16
            assertEquals(53, server.requests().size());
        }
    }

    @Test
    void aForkGoesOnFromItsParentsWeightsWithTheSameServer() throws IOException {
        String[] settings = {"advantage.id=nsr", "loss.importance=token", "optimizer.learning-rate=0.05"};
        try (PolicyRuntime served = open();
                StubServer server = new StubServer(request -> answer(request, served, 0))) {
            CommandRun parent = train(server, "r", List.of(), settings);
            assertEquals(0, parent.code(), parent::said);
            CommandRun whole = train(server, "whole", List.of("--fork", "r@2"), settings);
            assertEquals(0, whole.code(), whole::said);
            CommandRun weights = train(server, "weights", List.of("--fork", "r@2", "--carry", "none"), settings);
            assertEquals(0, weights.code(), weights::said);
        }
        assertArrayEquals(weights("r", "final"), weights("whole", "final"), "all is taken over: the parent's bits");
        assertEquals(steps("r").subList(2, 3), steps("whole"));
        assertArrayEquals(weights("r", "step-00000002"), weights("weights", "step-00000002"));
        JsonNode first = steps("weights").get(0);
        assertEquals(3, first.path("step").asLong());
        assertNotEquals(
                1, first.path("importanceMean").asDouble(), 1e-4, "it is not the server's policy that is trained");
    }

    private byte[] weights(String name, String checkpoint) throws IOException {
        return Files.readAllBytes(
                folder.resolve(name).resolve("checkpoints").resolve(checkpoint).resolve("model.safetensors"));
    }

    @Test
    void aServerIsEvaluatedOnTheRecipesProblems() throws IOException {
        Path out = folder.resolve("server.json");
        try (PolicyRuntime served = open();
                StubServer server = new StubServer(request -> answer(request, served, 0))) {
            CommandRun run = CommandRun.of(
                    "evaluate",
                    recipe.toString(),
                    "--rollouts",
                    "--out",
                    out.toString(),
                    "--set",
                    "loss.importance=token",
                    "--set",
                    "rollouts.id=endpoint",
                    "--set",
                    "rollouts.server.url=\"" + server.base() + "\"",
                    "--set",
                    "rollouts.server.api=completions");
            assertEquals(0, run.code(), run::said);
            // 1 to open, 4 to compare, and 4 problems of 4
            assertEquals(21, server.requests().size());
        }
        assertEquals(4, JSON.readTree(Files.readAllBytes(out)).path("problems").size());
        CommandRun without = CommandRun.of("evaluate", recipe.toString(), "--rollouts");
        assertNotEquals(0, without.code());
        assertTrue(without.err().contains("the recipe has no section rollouts"), without::said);
    }

    /** The server of another day may be another, so nothing of an evaluation is kept for then. */
    @EnabledOnOs(OS.LINUX)
    @Test
    void aStoppedEvaluationOfAServerSaysThatItStartsAnew() throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        try (PolicyRuntime served = open();
                StubServer server = new StubServer(request -> out -> {
                    TimeUnit.MILLISECONDS.sleep(20);
                    answer(request, served, 0).write(out);
                })) {
            Process process = CommandProcess.start(
                    said,
                    CommandProcess.line(),
                    "evaluate",
                    recipe.toString(),
                    "--rollouts",
                    "--out",
                    folder.resolve("server.json").toString(),
                    "--set",
                    "problems.held-out-problems=96",
                    "--set",
                    "evaluation.problems=96",
                    "--set",
                    "loss.importance=token",
                    "--set",
                    "rollouts.id=endpoint",
                    "--set",
                    "rollouts.server.url=\"" + server.base() + "\"",
                    "--set",
                    "rollouts.server.api=completions");
            // the first batch is done, which is 64 of them
            while (server.requests().size() < 80) {
                assertTrue(process.isAlive(), CommandProcess.said(said));
                TimeUnit.MILLISECONDS.sleep(5);
            }
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertEquals(Main.INTERRUPTED, process.waitFor(), CommandProcess.said(said));
        }
        assertTrue(CommandProcess.said(said).contains("stopped; nothing was kept, for what --rollouts draws from"));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(said), left.toList());
        }
    }

    @Test
    void anotherModelIsRefused() throws IOException {
        try (PolicyRuntime served = open();
                StubServer server = new StubServer(request -> answer(request, served, -2))) {
            CommandRun run = train(server, "loss.importance=sequence");
            assertNotEquals(0, run.code(), run::said);
            assertTrue(run.err().contains("rollouts: the server's model is not the policy's"), run::said);
        }
    }

    @Test
    void whatCannotBeTrainedSoIsSaidBeforeAnyServerIsAsked() {
        try (StubServer server = StubServer.answering((prompt, seed) -> "4")) {
            CommandRun run = train(server, "token-sampler.temperature=0.7", "rollouts.server.api=chat");
            assertNotEquals(0, run.code());
            assertTrue(run.err().contains("rollouts.server.api: chat must be completions"), run::said);
            run = train(server, "token-sampler.temperature=0.7");
            assertTrue(run.err().contains("loss.importance: none would clip"), run::said);
            assertTrue(run.err().contains("temperature 0.7"), run::said);
            assertEquals(List.of(), server.requests());
        }
    }
}
