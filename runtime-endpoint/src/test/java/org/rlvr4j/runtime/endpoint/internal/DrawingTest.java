package org.rlvr4j.runtime.endpoint.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.evaluation.Sample;
import org.rlvr4j.api.evaluation.SampleFailure;
import org.rlvr4j.api.evaluation.SampleFailure.Kind;
import org.rlvr4j.api.evaluation.SampleSink;
import org.rlvr4j.api.evaluation.SampleTask;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.runtime.endpoint.AnswerOptions;
import org.rlvr4j.runtime.endpoint.EndpointException;
import org.rlvr4j.runtime.endpoint.EndpointOptions;
import org.rlvr4j.runtime.endpoint.EndpointOptions.Api;
import org.rlvr4j.runtime.endpoint.EndpointPrices;
import org.rlvr4j.runtime.endpoint.EndpointUsage;
import org.rlvr4j.runtime.endpoint.stub.StubReply;
import org.rlvr4j.runtime.endpoint.stub.StubRequest;
import org.rlvr4j.runtime.endpoint.stub.StubServer;

class DrawingTest {

    private final Rig rig = new Rig();

    @Test
    void eachTaskGetsTheAnswerOfItsSeed() throws Exception {
        for (Api api : Api.values()) {
            Rig own = new Rig();
            try (StubServer server = StubServer.answering((prompt, seed) -> prompt + " " + seed)) {
                own.open(Rig.options(server).withApi(api), Rig.answers(true)).draw(Rig.tasks(40), own, () -> false);
                assertEquals(41, server.requests().size());
                assertTrue(server.mostAtOnce() <= 8, "at once: " + server.mostAtOnce());
            }
            assertEquals(40, own.samples.size(), own.everything());
            for (int i = 0; i < 40; i++) {
                Sample sample = own.sample(i);
                assertEquals("How much is it? " + (100 + i), sample.text());
                assertEquals(StopReason.STOP_TOKEN, sample.stop());
                assertEquals(OptionalInt.of(4), sample.promptTokens());
                assertEquals(OptionalInt.of(5), sample.responseTokens());
                assertEquals(-2.5, sample.logProb().orElseThrow());
            }
        }
    }

    @Test
    void whatIsOffIsSentAsOff() throws Exception {
        AnswerOptions answers = new AnswerOptions(64, 0.7, 0.9, 20, 0.05, List.of("\n\n"), true);
        try (StubServer server = StubServer.answering((prompt, seed) -> "4")) {
            rig.open(Rig.options(server)).draw(Rig.tasks(1), rig, () -> false);
            rig.open(Rig.options(server).withApi(Api.COMPLETIONS), answers).draw(Rig.tasks(1), new Rig(), () -> false);
            JsonNode plain = server.requests().get(1).json();
            assertEquals(
                    "{\"model\":\"stub\",\"messages\":[{\"role\":\"user\",\"content\":\"How much is it?\"}],\"n\":1,"
                            + "\"stream\":false,\"temperature\":1.0,\"max_tokens\":64,\"top_p\":1.0,\"top_k\":0,\"min_p\":0.0,"
                            + "\"repetition_penalty\":1.0,\"seed\":100}",
                    plain.toString());
            JsonNode all = server.requests().get(3).json();
            assertEquals(
                    "{\"model\":\"stub\",\"prompt\":\"How much is it?\",\"n\":1,\"stream\":false,\"temperature\":0.7,"
                            + "\"max_tokens\":64,\"top_p\":0.9,\"top_k\":20,\"min_p\":0.05,\"repetition_penalty\":1.0,\"stop\":[\"\\n\\n\"],"
                            + "\"seed\":100,\"logprobs\":1}",
                    all.toString());
        }
    }

    @Test
    void whatAServerRefusesIsLeftOutAndSaid() throws Exception {
        for (String refused : List.of("\"top_k\":0", "top_k")) {
            Rig own = new Rig();
            try (StubServer server = new StubServer(request -> request.body().contains(refused)
                    ? StubReply.error(400, "unrecognised value")
                    : StubServer.answer(request, (prompt, seed) -> "4"))) {
                OpenEndpoint endpoint = own.open(Rig.options(server));
                endpoint.draw(Rig.tasks(1), own, () -> false);
                boolean plain = !refused.equals("top_k");
                assertEquals(plain ? 0 : 1, own.notices.size(), own.notices.toString());
                assertEquals(plain, "nothing".equals(endpoint.settings().get("left-out")));
            }
            assertEquals("4", own.sample(0).text());
        }
    }

    @Test
    void aBusyServerIsAskedAgainAfterAWhile() throws Exception {
        try (StubServer server = new StubServer(request -> switch (request.number()) {
            case 1 -> StubReply.error(429, "slow down", "Retry-After: 7");
            case 2 -> StubReply.nothing();
            default -> StubServer.answer(request, (prompt, seed) -> "4");
        })) {
            OpenEndpoint endpoint = rig.open(Rig.options(server));
            endpoint.draw(Rig.tasks(1), rig, () -> false);
            EndpointUsage usage = endpoint.usage();
            assertEquals(4, usage.requests());
            assertEquals(2, usage.retries());
            assertEquals(2, usage.answers());
        }
        assertEquals("4", rig.sample(0).text());
        assertEquals(2, rig.waits.size());
        assertTrue(rig.waits.get(0).compareTo(Duration.ofSeconds(7)) >= 0, rig.waits.toString());
        assertTrue(rig.waits.get(0).compareTo(Duration.ofSeconds(8)) < 0, rig.waits.toString());
        assertTrue(rig.waits.get(1).compareTo(Duration.ofSeconds(1)) <= 0, rig.waits.toString());
    }

    @Test
    void severalAnswersComeOfOneRequestWithoutASeed() throws Exception {
        try (StubServer server = StubServer.answering((prompt, seed) -> "answer " + seed)) {
            rig.open(Rig.options(server).withSamplesPerRequest(4)).draw(Rig.tasks(10), rig, () -> false);
            List<StubRequest> requests =
                    server.requests().subList(1, server.requests().size());
            assertEquals(10, requests.stream().mapToInt(StubRequest::n).sum());
            assertEquals(3, requests.size());
            assertFalse(requests.stream().anyMatch(request -> request.json().has("seed")));
        }
        assertEquals(10, rig.samples.size());
        assertEquals(OptionalInt.empty(), rig.sample(0).responseTokens(), "nobody counted each answer's tokens");
    }

    @Test
    void aServerThatIgnoresTheNumberIsAskedForEachAnswerByItself() throws Exception {
        try (StubServer server =
                new StubServer(request -> StubReply.answers(request, List.of("one of " + request.n())))) {
            rig.open(Rig.options(server).withSamplesPerRequest(4)).draw(Rig.tasks(12), rig, () -> false);
        }
        assertEquals(12, rig.samples.size(), rig.everything());
        assertEquals(1, rig.notices.size(), rig.notices.toString());
        assertTrue(rig.notices.get(0).contains("1 answers where 4 were asked for"), rig.notices.get(0));
    }

    @Test
    void theOtherNameOfTheLongestAnswerIsFoundOut() throws Exception {
        try (StubServer server = new StubServer(request -> request.json().has("max_tokens")
                ? StubReply.error(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.")
                : StubServer.answer(request, (prompt, seed) -> "4"))) {
            rig.open(Rig.options(server)).draw(Rig.tasks(2), rig, () -> false);
            assertEquals(4, server.requests().size());
            assertEquals(
                    64,
                    server.requests()
                            .get(3)
                            .json()
                            .path("max_completion_tokens")
                            .asInt());
        }
        assertEquals(2, rig.samples.size());
    }

    @Test
    void aDeadServerIsGivenUp() throws Exception {
        OpenEndpoint endpoint;
        try (StubServer server = StubServer.answering((prompt, seed) -> "4")) {
            endpoint = rig.open(Rig.options(server));
        }
        endpoint.draw(Rig.tasks(200), rig, () -> false);
        assertEquals(200, rig.failures.size(), rig::everything);
        assertTrue(endpoint.usage().requests() <= 1 + 3 * (20 + 8), "requests: " + endpoint.usage());
        assertEquals(Kind.CONNECTION, rig.failure(199).kind());
        assertTrue(
                rig.failure(199).message().contains("20 failures in a row"),
                rig.failure(199).message());
    }

    @Test
    void aWrongKeyEndsAllAtOnce() throws Exception {
        try (StubServer server = new StubServer(request ->
                request.number() == 0 ? StubReply.answers(request, List.of("2")) : StubReply.error(403, "no"))) {
            OpenEndpoint endpoint = rig.open(Rig.options(server));
            endpoint.draw(Rig.tasks(100), rig, () -> false);
            assertTrue(
                    server.requests().size() <= 9,
                    "requests: " + server.requests().size());
        }
        assertEquals(100, rig.failures.size());
    }

    @Test
    void aStopCallsOffWhatIsInHand() throws Exception {
        CountDownLatch asked = new CountDownLatch(2);
        AtomicBoolean stop = new AtomicBoolean();
        try (StubServer server = new StubServer(request -> {
            if (request.number() == 0) {
                return StubReply.answers(request, List.of("2"));
            }
            asked.countDown();
            return StubReply.silence();
        })) {
            OpenEndpoint endpoint = rig.open(Rig.options(server).withLimits(Rig.limits(8, 600, 3)));
            Thread stopper = new Thread(() -> {
                try {
                    asked.await();
                    stop.set(true);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            stopper.start();
            endpoint.draw(Rig.tasks(100), rig, stop::get);
            stopper.join();
        }
        assertTrue(rig.samples.isEmpty() && rig.failures.isEmpty(), rig.everything());
    }

    @Test
    void anAnswerThatCannotBeTakenEndsTheDrawing() throws Exception {
        SampleSink full = new SampleSink() {
            @Override
            public void drawn(SampleTask task, Sample sample) {
                throw new IllegalStateException("the disk is full");
            }

            @Override
            public void failed(SampleTask task, SampleFailure failure) {}
        };
        try (StubServer server = StubServer.answering((prompt, seed) -> "4")) {
            OpenEndpoint endpoint = rig.open(Rig.options(server));
            IllegalStateException failed =
                    assertThrows(IllegalStateException.class, () -> endpoint.draw(Rig.tasks(50), full, () -> false));
            assertTrue(String.valueOf(failed.getMessage()).contains("the disk is full"), failed.getMessage());
        }
    }

    @Test
    void theBudgetEndsTheDrawing() throws Exception {
        try (StubServer server = StubServer.answering((prompt, seed) -> "1 2 3 4 5 6 7 8 9 10")) {
            EndpointOptions whole = Rig.options(server).withLimits(Rig.limits(1, 5, 1));
            EndpointOptions options = new EndpointOptions(
                    whole.url(),
                    whole.model(),
                    whole.api(),
                    whole.system(),
                    whole.apiKeyEnv(),
                    whole.plainHttpKey(),
                    whole.samplesPerRequest(),
                    whole.seeds(),
                    whole.maxTokensKey(),
                    whole.extraBody(),
                    whole.limits(),
                    // the prompts have 4 tokens, the answers 10
                    new EndpointPrices(1_000_000, 2_000_000, 100));
            OpenEndpoint endpoint = rig.open(options);
            endpoint.draw(Rig.tasks(10), rig, () -> false);
            assertEquals(5 * 24, endpoint.usage().cost());
        }
        assertEquals(4, rig.samples.size());
        assertEquals(Kind.BUDGET, rig.failure(9).kind());
    }

    @Test
    void theServerIsKnownByWhatItReports() throws Exception {
        String models = "{\"data\":[{\"id\":\"stub\",\"created\":%d,\"owned_by\":\"vllm\",\"root\":\"/models/a\","
                + "\"max_model_len\":4096,\"meta\":{\"n_params\":135}}]}";
        try (StubServer server = new StubServer(request -> StubReply.json(
                200,
                "{\"model\":\"stub-2024\",\"system_fingerprint\":\"fp" + request.number() / 2
                        + "\",\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"4\"}}]}"))) {
            server.withFact("/v1/models", StubReply.json(200, models.formatted(1)))
                    .withFact("/version", StubReply.json(200, "{\"version\":\"0.11\"}"))
                    .withFact("/props", StubReply.json(200, "{\"model_path\":\"m.gguf\",\"build_info\":\"b1\"}"));
            OpenEndpoint endpoint = rig.open(Rig.options(server).withLimits(Rig.limits(1, 5, 1)));
            assertEquals(
                    Map.ofEntries(
                            Map.entry("kind", "endpoint"),
                            Map.entry("server", server.base()),
                            Map.entry("model", "stub"),
                            Map.entry("answers-as", "stub-2024"),
                            Map.entry("system-fingerprint", "fp0"),
                            Map.entry("owned-by", "vllm"),
                            Map.entry("root", "/models/a"),
                            Map.entry("max-model-len", "4096"),
                            Map.entry("n-params", "135"),
                            Map.entry("server-version", "0.11"),
                            Map.entry("model-path", "m.gguf"),
                            Map.entry("build-info", "b1")),
                    endpoint.identity());
            endpoint.draw(Rig.tasks(3), rig, () -> false);
        }
        assertEquals(
                List.of(
                        "the server's system_fingerprint changed from \"fp0\" to \"fp1\": answers may come from different"
                                + " models or versions"),
                rig.notices);
        assertEquals(OptionalInt.empty(), rig.sample(0).promptTokens());
    }

    @Test
    void theOnlyModelNeedsNoName() throws Exception {
        try (StubServer server = StubServer.answering((prompt, seed) -> "4")) {
            assertEquals("stub", rig.open(EndpointOptions.of(server.base(), "")).model());
            server.withFact("/v1/models", StubReply.json(200, "{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}"));
            assertEquals(
                    "the server at " + server.base() + " has several models, of which one must be named: \"a\", \"b\"",
                    refusal(EndpointOptions.of(server.base(), "")));
            server.withFact("/v1/models", StubReply.error(404, "no"));
            assertTrue(refusal(EndpointOptions.of(server.base(), "")).contains("lists no models"));
            assertEquals("c", rig.open(EndpointOptions.of(server.base(), "c")).model());
        }
    }

    @Test
    void whatIsWrongWithAServerShowsAtOpening() throws Exception {
        try (StubServer server = new StubServer(request -> StubReply.error(404, "The model `x` does not exist."))) {
            String said = refusal(EndpointOptions.of(server.base(), "x"));
            assertTrue(said.contains("refused, status 404: \"The model `x` does not exist.\""), said);
            assertTrue(said.contains("it lists the models \"stub\""), said);
            server.withFact("/v1/models", StubReply.error(401, "no key"));
            assertTrue(refusal(EndpointOptions.of(server.base(), "x")).contains("status 401"));
            server.withFact("/v1/models", StubReply.json(301, "", "Location: https://elsewhere.example/"));
            assertTrue(refusal(EndpointOptions.of(server.base(), "x")).contains("elsewhere.example"));
        }
        assertTrue(refusal(EndpointOptions.of("http://127.0.0.1:1/v1", "x")).contains("no server answers"));
    }

    private String refusal(EndpointOptions options) {
        EndpointException refused = assertThrows(EndpointException.class, () -> rig.open(options));
        return Objects.requireNonNull(refused.getMessage());
    }

    @Test
    void whatIsSentAnywayCannotBeSentAgain() {
        assertEquals("", ExtraBody.mistake("{\"chat_template_kwargs\":{\"enable_thinking\":false}}"));
        assertEquals("must not have logprobs, seed", ExtraBody.mistake("{\"seed\":1,\"logprobs\":2,\"a\":3}"));
        assertEquals("must be a JSON object", ExtraBody.mistake("[1]"));
        assertEquals("must be a JSON object", ExtraBody.mistake("{"));
        assertThrows(InvalidOptionException.class, () -> new EndpointPrices(0, 0, 1));
    }

    @Test
    void seedsAreWhatEveryServerTakes() {
        for (long seed : new long[] {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 33}) {
            assertTrue(Asking.seed(seed) >= 0 && Asking.seed(seed) <= Integer.MAX_VALUE);
        }
        assertEquals(100, Asking.seed(100));
    }
}
