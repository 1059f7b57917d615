package org.rlvr4j.runtime.endpoint.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.runtime.endpoint.EndpointException;
import org.rlvr4j.runtime.endpoint.EndpointOptions;
import org.rlvr4j.runtime.endpoint.EndpointOptions.Api;
import org.rlvr4j.runtime.endpoint.EndpointRolloutOptions;
import org.rlvr4j.runtime.endpoint.stub.StubReply;
import org.rlvr4j.runtime.endpoint.stub.StubRequest;
import org.rlvr4j.runtime.endpoint.stub.StubServer;

class EndpointRolloutsTest {

    private final Rig rig = new Rig();

    /** Answers as vLLM does where asked for token ids: with the seed's letters, and the stop token where there is room. */
    private static ObjectNode answer(StubRequest request) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        JsonNode json = request.json();
        ArrayNode choices = root.putArray("choices");
        for (int n = 0; n < request.n(); n++) {
            int length = (int) (request.seed() % 3) + 1;
            boolean stops = length < json.path("max_tokens").asInt();
            ObjectNode choice = choices.addObject()
                    .put("index", n)
                    .put("text", "not looked at")
                    .put("finish_reason", stops ? "stop" : "length");
            ArrayNode ids = choice.putArray("token_ids");
            ArrayNode logProbs = choice.putObject("logprobs").putArray("token_logprobs");
            for (int t = 0; t < (stops ? length + 1 : length); t++) {
                ids.add(t < length ? 1 + t : LetterPolicy.STOP);
                logProbs.add(LetterPolicy.LOG_PROB);
            }
        }
        root.putObject("usage")
                .put(
                        "prompt_tokens",
                        json.path("prompt").isArray() ? json.path("prompt").size() : 3)
                .put("completion_tokens", 3);
        return root;
    }

    private EndpointRolloutEngine open(StubServer server, long version) throws Exception {
        return EndpointRolloutEngine.open(
                new EndpointRolloutOptions(Rig.options(server).withApi(Api.COMPLETIONS), 0.5),
                new LetterPolicy(version),
                rig.notices::add,
                rig.surroundings());
    }

    private static SamplingRequest request(int maxTokens) {
        return new SamplingRequest(
                List.of(new Problem("a", "abc", ""), new Problem("b", "xy", "")),
                4,
                maxTokens,
                TokenSampler.UNCHANGED,
                new RandomStreams(7),
                "train",
                3,
                0);
    }

    @Test
    void rolloutsAreMadeOfTheTokensThatTheServerDrew() throws Exception {
        try (StubServer server =
                new StubServer(request -> StubReply.json(200, answer(request).toString()))) {
            EndpointRolloutEngine engine = open(server, 0);
            int before = server.requests().size();
            List<RolloutGroup> groups = engine.generate(request(5));
            assertEquals(groups, engine.generate(request(5)), "the seeds are those of the request");
            List<StubRequest> sent = server.requests().subList(before, before + 8);
            for (StubRequest request : sent) {
                assertTrue(request.json().path("prompt").isArray(), request.body());
                assertTrue(request.json().path("return_token_ids").asBoolean(), request.body());
                assertEquals(5, request.json().path("max_tokens").asInt());
            }
            assertEquals(
                    List.of("a", "b"),
                    groups.stream().map(group -> group.problem().id()).toList());
            assertArrayEquals(new int[] {1, 2, 3}, groups.get(0).promptTokens());
            for (Rollout rollout : groups.get(1).rollouts()) {
                assertEquals(StopReason.STOP_TOKEN, rollout.stopReason());
                assertEquals(LetterPolicy.STOP, rollout.tokens()[rollout.length() - 1]);
                assertEquals("abc".substring(0, rollout.length() - 1), rollout.text());
                assertEquals((float) LetterPolicy.LOG_PROB, rollout.behaviourLogProbs()[0]);
                assertEquals(0, rollout.policyVersion());
            }
        }
        assertTrue(rig.notices.get(0).startsWith("training rollouts come from a server: {"), rig.notices.get(0));
    }

    private static Arguments refused(String message, Consumer<ObjectNode> change) {
        return Arguments.of(message, change);
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                refused("gives no token ids", answer -> choice(answer).remove("token_ids")),
                refused(
                        "log-probabilities were asked for",
                        answer -> choice(answer).remove("logprobs")),
                refused("token ids and", answer -> ((ArrayNode) choice(answer).path("token_ids")).add(1)),
                refused(
                        "another tokenizer",
                        answer -> ((ArrayNode) choice(answer).path("token_ids")).set(0, 99)),
                refused(
                        "no number of a token",
                        answer -> ((ArrayNode) choice(answer).path("token_ids")).set(0, -1)),
                refused("stop token that is not among", answer -> {
                    ArrayNode ids = (ArrayNode) choice(answer).path("token_ids");
                    ids.set(ids.size() - 1, 5);
                }),
                refused("prompt tokens where", answer -> ((ObjectNode) answer.path("usage")).put("prompt_tokens", 77)),
                refused(
                        "other prompt tokens",
                        answer -> answer.putArray("prompt_token_ids").add(20)));
    }

    private static ObjectNode choice(ObjectNode answer) {
        return (ObjectNode) answer.path("choices").get(0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusable")
    void whatCannotBeTrainedOnIsRefused(String message, Consumer<ObjectNode> change) throws Exception {
        for (int good : new int[] {1, 5}) {
            try (StubServer server = new StubServer(request -> {
                ObjectNode answer = answer(request);
                if (request.number() >= good) {
                    change.accept(answer);
                }
                return StubReply.json(200, answer.toString());
            })) {
                // at opening the first answer is looked at, then four are compared
                Exception refused = good == 1
                        ? assertThrows(EndpointException.class, () -> open(server, 0))
                        : assertThrows(
                                UncheckedIOException.class,
                                () -> open(server, 0).generate(request(5)));
                assertTrue(Objects.toString(refused.getMessage()).contains(message), refused.getMessage());
            }
        }
    }

    @Test
    void anotherModelIsRefusedWhileThePolicyIsItsBase() throws Exception {
        try (StubServer server = new StubServer(request -> StubReply.json(
                200, answer(request).toString().replace(Double.toString(LetterPolicy.LOG_PROB), "-1.0")))) {
            EndpointException refused = assertThrows(EndpointException.class, () -> open(server, 0));
            assertEquals(
                    "the server's model is not the policy's: their log-probabilities differ by 2.296 nats a token on"
                            + " average, more than rollouts.most-difference = 0.5",
                    refused.getMessage());
            assertEquals(2, open(server, 4).generate(request(5)).size(), "a resumed run is past its base");
        }
    }

    @Test
    void aServerThatDoesNotSayHowItDrawsIsRefused() throws Exception {
        try (StubServer server = new StubServer(request -> request.json().has("top_k")
                ? StubReply.error(400, "unknown parameter")
                : StubReply.json(200, answer(request).toString()))) {
            EndpointException refused = assertThrows(EndpointException.class, () -> open(server, 0));
            assertTrue(Objects.toString(refused.getMessage()).contains("distribution"), refused.getMessage());
        }
    }

    @Test
    void aPromptThatDoesNotFitIsNamed() throws Exception {
        try (StubServer server =
                new StubServer(request -> StubReply.json(200, answer(request).toString()))) {
            EndpointRolloutEngine engine = open(server, 0);
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> engine.generate(request(18)));
            assertTrue(Objects.toString(refused.getMessage()).startsWith("problem a: "), refused.getMessage());
        }
    }

    @Test
    void chatsAreNotForTraining() {
        InvalidOptionException refused = assertThrows(
                InvalidOptionException.class,
                () -> new EndpointRolloutOptions(EndpointOptions.of("http://127.0.0.1", "m"), 0));
        assertEquals(
                List.of("server.api", "most-difference"),
                refused.mistakes().stream()
                        .map(InvalidOptionException.Mistake::option)
                        .toList());
    }
}
