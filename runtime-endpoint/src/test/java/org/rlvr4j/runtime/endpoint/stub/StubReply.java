package org.rlvr4j.runtime.endpoint.stub;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What the stub does with a connection once it has read the request; the connection is closed afterwards. */
@FunctionalInterface
public interface StubReply {

    /**
     * Writes the reply, or part of it.
     *
     * @param out to the client
     */
    void write(OutputStream out) throws IOException, InterruptedException;

    /** A whole reply with a body of JSON. */
    static StubReply json(int status, String body, String... headers) {
        return bytes(status, body.getBytes(StandardCharsets.UTF_8), withType("application/json", headers));
    }

    /** A whole reply with any body and exactly these headers, each {@code Name: value}, beside its length. */
    static StubReply bytes(int status, byte[] body, String... headers) {
        return out -> {
            out.write(head(status, body.length, headers));
            out.write(body);
        };
    }

    /** A reply that ends before its body is whole. */
    static StubReply torn(String body, int sentBytes) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return out -> {
            out.write(head(200, bytes.length, "Content-Type: application/json"));
            out.write(Arrays.copyOf(bytes, Math.min(sentBytes, bytes.length)));
        };
    }

    /** A reply that comes byte by byte. */
    static StubReply dripping(String body, long millisBetweenBytes) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return out -> {
            out.write(head(200, bytes.length, "Content-Type: application/json"));
            for (byte one : bytes) {
                out.write(one);
                out.flush();
                Thread.sleep(millisBetweenBytes);
            }
        };
    }

    /** A reply whose body repeats a text up to a length that it does not announce. */
    static StubReply repeating(String text, long bytes) {
        byte[] part = text.repeat(Math.max(1, 65_536 / text.length())).getBytes(StandardCharsets.UTF_8);
        return out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            for (long sent = 0; sent < bytes; sent += part.length) {
                out.write(part);
            }
        };
    }

    /** The connection is closed without a byte. */
    static StubReply nothing() {
        return out -> {};
    }

    /** The connection stays open without a byte. */
    static StubReply silence() {
        return out -> Thread.sleep(Long.MAX_VALUE);
    }

    /** An error as OpenAI's servers write it. */
    static StubReply error(int status, String message, String... headers) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.putObject("error").put("message", message).put("type", "stub_error");
        return json(status, root.toString(), headers);
    }

    /** Answers, laid out for the API that was asked; each ended by a stop token and counted as one token a word. */
    static StubReply answers(StubRequest request, List<String> texts) {
        return json(200, answersJson(request, texts));
    }

    /** The body of {@link #answers}. */
    static String answersJson(StubRequest request, List<String> texts) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("id", "stub-" + request.number())
                .put("object", request.isChat() ? "chat.completion" : "text_completion")
                .put("model", request.json().path("model").asText());
        boolean logProbs = request.json().path("logprobs").asBoolean()
                || request.json().path("logprobs").isInt();
        ArrayNode choices = root.putArray("choices");
        int tokens = 0;
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            String[] words = text.split("(?<= )");
            tokens += words.length;
            ObjectNode choice = choices.addObject().put("index", i).put("finish_reason", "stop");
            if (request.isChat()) {
                choice.putObject("message").put("role", "assistant").put("content", text);
            } else {
                choice.put("text", text);
            }
            if (logProbs) {
                logProbs(request, choice, words);
            }
        }
        int promptTokens = request.prompt().split(" ").length;
        root.putObject("usage")
                .put("prompt_tokens", promptTokens)
                .put("completion_tokens", tokens)
                .put("total_tokens", promptTokens + tokens);
        return root.toString();
    }

    private static void logProbs(StubRequest request, ObjectNode choice, String[] words) {
        ObjectNode logProbs = choice.putObject("logprobs");
        if (request.isChat()) {
            ArrayNode content = logProbs.putArray("content");
            for (String word : words) {
                content.addObject().put("token", word).put("logprob", -0.5);
            }
        } else {
            ArrayNode tokens = logProbs.putArray("tokens");
            ArrayNode values = logProbs.putArray("token_logprobs");
            for (String word : words) {
                tokens.add(word);
                values.add(-0.5);
            }
        }
    }

    private static byte[] head(int status, long length, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Stub\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append("Content-Length: " + length + "\r\nConnection: close\r\n\r\n")
                .toString()
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String[] withType(String type, String[] headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Content-Type: " + type;
        return all;
    }
}
