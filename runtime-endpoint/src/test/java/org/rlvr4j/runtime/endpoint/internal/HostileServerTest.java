package org.rlvr4j.runtime.endpoint.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlvr4j.api.evaluation.SampleFailure;
import org.rlvr4j.api.evaluation.SampleFailure.Kind;
import org.rlvr4j.runtime.endpoint.EndpointOptions;
import org.rlvr4j.runtime.endpoint.stub.StubReply;
import org.rlvr4j.runtime.endpoint.stub.StubRequest;
import org.rlvr4j.runtime.endpoint.stub.StubServer;

/** Whatever a server does, a task ends in a typed failure with a bounded message, and never in an answer. */
class HostileServerTest {

    private static final String MESSAGE = "{\"choices\":[{\"index\":0,\"finish_reason\":%s,\"message\":%s}]}";

    private static Arguments hostile(String name, Kind kind, String message, Function<StubRequest, StubReply> reply) {
        return Arguments.of(name, kind, message, reply);
    }

    private static Arguments body(String name, Kind kind, String message, String body) {
        return hostile(name, kind, message, request -> StubReply.json(200, body));
    }

    static Stream<Arguments> replies() {
        String good = "{\"content\":\"4\"}";
        String choice = "{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"content\":\"4\"}}";
        return Stream.of(
                body("truncated JSON", Kind.BAD_RESPONSE, "not all of it", MESSAGE.substring(0, 40)),
                body("no choices", Kind.BAD_RESPONSE, "no list", "{}"),
                body("empty choices", Kind.BAD_RESPONSE, "0 choices where 1", "{\"choices\":[]}"),
                body(
                        "two choices for one",
                        Kind.BAD_RESPONSE,
                        "2 choices where 1",
                        "{\"choices\":[" + choice + "," + choice + "]}"),
                body(
                        "200 with an error",
                        Kind.SERVER_ERROR,
                        "out of memory",
                        "{\"error\":{\"message\":\"out of memory\"}}"),
                body("error as text", Kind.SERVER_ERROR, "no GPU", "{\"error\":\"no GPU\"}"),
                body("array", Kind.BAD_RESPONSE, "not a JSON object", "[1]"),
                body("two documents", Kind.BAD_RESPONSE, "not JSON", "{} {}"),
                body("duplicate names", Kind.BAD_RESPONSE, "not JSON", "{\"choices\":[],\"choices\":[]}"),
                hostile(
                        "HTML",
                        Kind.BAD_RESPONSE,
                        "it begins \"<html>",
                        r -> StubReply.bytes(200, "<html>\u001b[31m".getBytes(StandardCharsets.UTF_8))),
                body("deep nesting", Kind.BAD_RESPONSE, "nested too deeply", "{\"choices\":" + "[".repeat(40_000)),
                body("long number", Kind.BAD_RESPONSE, "too long a number", "{\"usage\":" + "9".repeat(50_000) + "}"),
                body(
                        "huge count",
                        Kind.BAD_RESPONSE,
                        "usage.prompt_tokens",
                        "{\"choices\":[" + choice + "],\"usage\":{\"prompt_tokens\":1e300}}"),
                body(
                        "count beyond integers",
                        Kind.BAD_RESPONSE,
                        "usage.completion_tokens",
                        "{\"choices\":[" + choice + "],\"usage\":{\"completion_tokens\":99999999999999999999}}"),
                body(
                        "negative count",
                        Kind.BAD_RESPONSE,
                        "usage.prompt_tokens",
                        "{\"choices\":[" + choice + "],\"usage\":{\"prompt_tokens\":-1}}"),
                body("filtered", Kind.FILTERED, "content_filter", MESSAGE.formatted("\"content_filter\"", good)),
                body("tool calls", Kind.BAD_RESPONSE, "called a tool", MESSAGE.formatted("\"tool_calls\"", good)),
                body(
                        "tool calls under another reason",
                        Kind.BAD_RESPONSE,
                        "called a tool",
                        MESSAGE.formatted("\"stop\"", "{\"content\":\"\",\"tool_calls\":[{}]}")),
                body("unknown end", Kind.BAD_RESPONSE, "\"mo\\u0000on\"", MESSAGE.formatted("\"mo\\u0000on\"", good)),
                body("no end", Kind.BAD_RESPONSE, "no finish_reason", MESSAGE.formatted("null", good)),
                body(
                        "no content",
                        Kind.BAD_RESPONSE,
                        "no content",
                        MESSAGE.formatted("\"stop\"", "{\"content\":null}")),
                body(
                        "content of another type",
                        Kind.BAD_RESPONSE,
                        "no content",
                        MESSAGE.formatted("\"stop\"", "{\"content\":[4]}")),
                body("refusal", Kind.FILTERED, "refused", MESSAGE.formatted("\"stop\"", "{\"refusal\":\"no\"}")),
                body(
                        "half a character",
                        Kind.BAD_RESPONSE,
                        "surrogate",
                        MESSAGE.formatted("\"stop\"", "{\"content\":\"4 \\ud800\"}")),
                hostile(
                        "invalid UTF-8",
                        Kind.BAD_RESPONSE,
                        "UTF-8",
                        r -> StubReply.bytes(200, new byte[] {'{', '"', (byte) 0xc3, '(', '"', '}'})),
                hostile("100 MB", Kind.TOO_LARGE, "100000 bytes", r -> StubReply.repeating(" ", 100_000_000)),
                hostile(
                        "gzip",
                        Kind.BAD_RESPONSE,
                        "\"gzip\", which was not asked for",
                        r -> StubReply.bytes(200, new byte[] {31, (byte) 139}, "Content-Encoding: gzip")),
                hostile("torn body", Kind.CONNECTION, "connection failed", r -> StubReply.torn(MESSAGE, 30)),
                hostile("no byte", Kind.CONNECTION, "connection", r -> StubReply.nothing()),
                hostile(
                        "no HTTP",
                        Kind.CONNECTION,
                        "connection failed",
                        r -> out -> out.write("SSH-2.0-\u0007\r\n\r\n".getBytes(StandardCharsets.US_ASCII))),
                hostile(
                        "redirect",
                        Kind.REFUSED,
                        "\"evil.example\", which is not followed",
                        r -> StubReply.json(307, "", "Location: https://evil.example/v1?key=1")),
                hostile("no right", Kind.UNAUTHORIZED, "no key was sent", r -> StubReply.error(401, "who?")),
                hostile(
                        "unknown model",
                        Kind.REFUSED,
                        "status 404: \"no such model\"",
                        r -> StubReply.error(404, "no such model")),
                hostile("bad request", Kind.REFUSED, "status 400", r -> StubReply.error(400, "top_k is unknown")),
                hostile(
                        "too long",
                        Kind.CONTEXT,
                        "status 400",
                        r -> StubReply.error(400, "This model's maximum context length is 4096 tokens")),
                hostile("busy", Kind.OVERLOADED, "status 429", r -> StubReply.error(429, "slow down")),
                hostile("broken", Kind.SERVER_ERROR, "status 500", r -> StubReply.error(500, "oops")),
                hostile("no content at all", Kind.BAD_RESPONSE, "status 204", r -> StubReply.bytes(204, new byte[0])),
                hostile(
                        "long message",
                        Kind.SERVER_ERROR,
                        "…",
                        r -> StubReply.error(500, "\u001b]0;\u202e".repeat(3000))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("replies")
    void everyReplyIsATypedFailure(String name, Kind kind, String message, Function<StubRequest, StubReply> reply)
            throws Exception {
        Rig rig = new Rig();
        try (StubServer server = afterProbe(reply)) {
            rig.open(Rig.options(server)).draw(Rig.tasks(1), rig, () -> false);
        }
        assertTrue(rig.samples.isEmpty(), rig.everything());
        SampleFailure failure = rig.failure(0);
        assertEquals(kind, failure.kind(), failure.message());
        assertTrue(failure.message().contains(message), failure.message());
        assertTrue(failure.message().length() < 1500, failure.message());
        assertTrue(failure.message().chars().noneMatch(c -> c < ' ' || c == 0x202e), failure.message());
    }

    /** A well-behaved first answer, which opening draws, and then what the test says. */
    private static StubServer afterProbe(Function<StubRequest, StubReply> reply) {
        return new StubServer(
                request -> request.number() == 0 ? StubReply.answers(request, List.of("2")) : reply.apply(request));
    }

    @Test
    void slowBytesEndAtTheDeadline() throws Exception {
        Rig rig = new Rig();
        try (StubServer server = afterProbe(request -> StubReply.dripping("{\"choices\":[]}".repeat(1000), 20))) {
            EndpointOptions options = Rig.options(server).withLimits(Rig.limits(8, 0.3, 1));
            rig.open(options).draw(Rig.tasks(1), rig, () -> false);
        }
        assertEquals(Kind.TIMEOUT, rig.failure(0).kind());
    }

    @Test
    void silenceEndsAtTheDeadline() throws Exception {
        Rig rig = new Rig();
        try (StubServer server = afterProbe(request -> StubReply.silence())) {
            EndpointOptions options = Rig.options(server).withLimits(Rig.limits(8, 0.2, 2));
            rig.open(options).draw(Rig.tasks(3), rig, () -> false);
            assertEquals(7, server.requests().size());
        }
        assertEquals(3, rig.failures.size());
        assertFalse(rig.waits.isEmpty());
    }

    static Stream<Arguments> logProbs() {
        String chat = "\"content\":[%s]";
        return Stream.of(
                Arguments.of("null", "has none"),
                Arguments.of("{}", "has none"),
                Arguments.of("{\"content\":[]}", "has none"),
                Arguments.of("{" + chat.formatted("{\"logprob\":\"NaN\"}") + "}", "token 0"),
                Arguments.of("{" + chat.formatted("{\"logprob\":0.5}") + "}", "token 0"),
                Arguments.of("{" + chat.formatted("{\"logprob\":-1},{\"logprob\":null}") + "}", "token 1"),
                Arguments.of("{" + chat.formatted("{\"logprob\":-1e999}") + "}", "token 0"),
                Arguments.of("{" + chat.formatted("3") + "}", "token 0"),
                Arguments.of("{\"token_logprobs\":[-1,null]}", "token 1"),
                Arguments.of(
                        "{" + chat.formatted("{\"logprob\":-1},".repeat(65) + "{\"logprob\":-1}") + "}",
                        "66 log-probabilities"));
    }

    @ParameterizedTest
    @MethodSource("logProbs")
    void impossibleLogProbabilitiesAreAFailure(String logProbs, String message) throws Exception {
        Rig rig = new Rig();
        String body = "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"4\"},\"logprobs\":"
                + logProbs + "}]}";
        try (StubServer server = afterProbe(request -> StubReply.json(200, body))) {
            rig.open(Rig.options(server), Rig.answers(true)).draw(Rig.tasks(1), rig, () -> false);
            assertEquals(2, server.requests().size(), "an answer that was read is not drawn again");
        }
        SampleFailure failure = rig.failure(0);
        assertEquals(Kind.BAD_RESPONSE, failure.kind());
        assertTrue(failure.message().contains(message), failure.message());
    }
}
