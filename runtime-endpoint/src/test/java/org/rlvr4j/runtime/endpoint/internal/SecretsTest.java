package org.rlvr4j.runtime.endpoint.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlvr4j.api.evaluation.SampleFailure.Kind;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.runtime.endpoint.EndpointException;
import org.rlvr4j.runtime.endpoint.EndpointOptions;
import org.rlvr4j.runtime.endpoint.stub.StubReply;
import org.rlvr4j.runtime.endpoint.stub.StubRequest;
import org.rlvr4j.runtime.endpoint.stub.StubServer;

/** The key goes to the server and nowhere else. */
class SecretsTest {

    private static final String KEY = "sk-abcdefghijklmnopqrstuvwxyz0123456789";

    private static Rig rig() {
        Rig rig = new Rig();
        rig.environment.put("OPENAI_API_KEY", KEY + "\n");
        return rig;
    }

    @Test
    void theKeyIsSentToTheServer() throws Exception {
        Rig rig = rig();
        try (StubServer server = StubServer.answering((prompt, seed) -> "4")) {
            OpenEndpoint endpoint = rig.open(Rig.options(server));
            endpoint.draw(Rig.tasks(1), rig, () -> false);
            for (StubRequest request : server.requests()) {
                assertEquals("Bearer " + KEY, request.headers().get("authorization"));
            }
            assertFalse((rig.everything() + endpoint.identity() + endpoint.settings()).contains("sk-"));
        }
    }

    @Test
    void withoutAVariableNoKeyIsSent() throws Exception {
        try (StubServer server = StubServer.answering((prompt, seed) -> "4")) {
            new Rig().open(Rig.options(server)).draw(Rig.tasks(1), new Rig(), () -> false);
            server.requests().forEach(request -> assertFalse(request.headers().containsKey("authorization")));
        }
    }

    /** A server may say the key back to us in every place that it writes to. */
    static Stream<StubReply> echoes() {
        String filler = "x".repeat(180);
        return Stream.of(
                StubReply.error(401, "Incorrect API key provided: " + KEY),
                StubReply.error(400, filler + KEY),
                StubReply.error(500, KEY.repeat(30)),
                StubReply.json(200, "{\"error\":\"" + KEY + "\"}"),
                StubReply.json(200, KEY),
                StubReply.json(
                        200, "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"" + KEY + "\"}}]}"),
                StubReply.json(
                        200, "{\"choices\":[{\"finish_reason\":\"" + KEY + "\",\"message\":{\"content\":\"4\"}}]}"),
                StubReply.json(
                        200,
                        "{\"model\":\"" + KEY + "\",\"system_fingerprint\":\"" + KEY
                                + "\",\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"4\"}}]}"),
                StubReply.json(302, "", "Location: https://" + KEY + ".example/" + KEY),
                StubReply.json(200, "", "Content-Encoding: " + KEY));
    }

    @ParameterizedTest
    @MethodSource("echoes")
    void whatAServerSaysBackIsRedacted(StubReply reply) throws Exception {
        Rig rig = rig();
        try (StubServer server =
                new StubServer(request -> request.number() == 0 ? StubReply.answers(request, List.of("2")) : reply)) {
            rig.open(Rig.options(server)).draw(Rig.tasks(1), rig, () -> false);
        }
        assertFalse(rig.everything().contains("sk-a"), rig.everything());
    }

    @ParameterizedTest
    @MethodSource("echoes")
    void whatAServerSaysBackAtOpeningIsRedacted(StubReply reply) throws Exception {
        Rig rig = rig();
        try (StubServer server = new StubServer(request -> reply)) {
            server.withFact("/version", StubReply.json(200, "{\"version\":\"" + KEY + "\"}"));
            OpenEndpoint endpoint = rig.open(Rig.options(server));
            assertFalse(endpoint.identity().toString().contains("sk-a"));
        } catch (EndpointException e) {
            assertNotNull(e.getMessage());
            assertFalse(e.getMessage().contains("sk-a"), e.getMessage());
        }
    }

    @Test
    void aRedirectIsNotFollowedAndGetsNoKey() throws Exception {
        Rig rig = rig();
        try (StubServer thief = StubServer.answering((prompt, seed) -> "4");
                StubServer server = new StubServer(request -> request.number() == 0
                        ? StubReply.answers(request, List.of("2"))
                        : StubReply.json(307, "", "Location: " + thief.base() + "/chat/completions"))) {
            rig.open(Rig.options(server)).draw(Rig.tasks(30), rig, () -> false);
            assertEquals(List.of(), thief.requests());
            assertTrue(server.requests().size() < 30, "the rest is not asked");
        }
        assertEquals(Kind.REFUSED, rig.failure(29).kind());
        assertTrue(rig.failure(29).message().contains("127.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.org/v1", "http://127.example.org", "http://10.0.0.1:8000/v1"})
    void theKeyDoesNotGoOverPlainHttpToAnotherMachine(String url) {
        EndpointException refused =
                assertThrows(EndpointException.class, () -> rig().open(EndpointOptions.of(url, "m")));
        assertTrue(String.valueOf(refused.getMessage()).contains("plain http"), refused.getMessage());
        assertFalse(String.valueOf(refused.getMessage()).contains("sk-"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8000", "http://127.0.0.1/v1", "http://[::1]:8000/v1"})
    void thisMachineIsKnownByItsAddress(String url) {
        assertTrue(BaseUrl.of(url).isLoopback());
        assertTrue(BaseUrl.of(url).toString().endsWith("/v1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:secret@host/v1",
                "https://secret@host/v1",
                "https://host/v1?api_key=secret",
                "https://host/v1#secret",
                "https://secret@[::1",
                "ftp://host/v1",
                "host:8000",
                "https:///v1",
                "https://host:99999/v1",
                ""
            })
    void anAddressWithASecretOrWithoutAHostIsRefusedWithoutRepeatingIt(String url) {
        InvalidOptionException refused = assertThrows(InvalidOptionException.class, () -> EndpointOptions.of(url, "m"));
        assertFalse(String.valueOf(refused.getMessage()).contains("secret"), refused.getMessage());
        assertEquals("url", refused.mistakes().get(0).option());
    }

    @Test
    void aKeyThatBreaksHeadersIsRefusedWithoutRepeatingIt() {
        Rig rig = new Rig();
        rig.environment.put("OPENAI_API_KEY", "sk-secret\r\nX-Evil: 1");
        EndpointException refused =
                assertThrows(EndpointException.class, () -> rig.open(EndpointOptions.of("http://127.0.0.1:1/v1", "m")));
        assertTrue(String.valueOf(refused.getMessage()).contains("OPENAI_API_KEY"), refused.getMessage());
        assertFalse(String.valueOf(refused.getMessage()).contains("secret"), refused.getMessage());
        assertEquals("[key]", ApiKey.from("K", name -> "secret").toString());
    }
}
