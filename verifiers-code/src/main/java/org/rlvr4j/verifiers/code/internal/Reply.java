package org.rlvr4j.verifiers.code.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.verifiers.code.value.Value;
import org.rlvr4j.verifiers.code.value.ValueCodec;
import org.rlvr4j.verifiers.code.value.ValueException;

/**
 * What a program under test said. It is read field by field and written anew, so that a tester never sees a byte that is
 * not one of these forms.
 *
 * @param ready names that the program defines, after it was loaded
 * @param result a call's value
 * @param changed arguments that a call changed, by position
 * @param raised an exception's class and its parents up to a builtin one
 * @param message an exception's message
 * @param callback the number of a function of the tester that is called back
 * @param args arguments of an exception or of a callback
 * @param kwargs named arguments of a callback
 */
record Reply(
        @Nullable Map<String, List<String>> ready,
        @Nullable Value result,
        Map<String, Value> changed,
        @Nullable List<String> raised,
        String message,
        long callback,
        @Nullable List<Value> args,
        Map<String, Value> kwargs) {

    private static final int MAX_NAMES = 10_000;
    private static final int MAX_NAME = 2_000;
    private static final int MAX_MESSAGE = 2_000;

    static Reply parse(String line) throws ValueException {
        try (JsonParser parser = ValueCodec.parser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new ValueException("an answer is not an object");
            }
            Reply reply = fields(parser);
            if (parser.nextToken() != null) {
                throw new ValueException("more follows an answer");
            }
            int kinds = (reply.ready == null ? 0 : 1)
                    + (reply.result == null ? 0 : 1)
                    + (reply.raised == null ? 0 : 1)
                    + (reply.callback < 0 ? 0 : 1);
            if (kinds != 1) {
                throw new ValueException("an answer must be exactly one of ready, ok, raise, callback");
            }
            return reply;
        } catch (IOException e) {
            throw ValueCodec.unreadable(e);
        }
    }

    private static Reply fields(JsonParser parser) throws IOException, ValueException {
        Map<String, List<String>> ready = null;
        Value result = null;
        Map<String, Value> changed = Map.of();
        List<String> raised = null;
        String message = "";
        long callback = -1;
        List<Value> args = null;
        Map<String, Value> kwargs = Map.of();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "ready" -> ready = names(parser);
                case "ok" -> result = ValueCodec.decode(parser);
                case "changed" -> changed = values(parser);
                case "raise" -> raised = strings(parser);
                case "message" -> message = shortened(parser.getText());
                case "callback" -> callback = Math.max(0, parser.getLongValue());
                case "args" -> args = list(parser);
                case "kwargs" -> kwargs = values(parser);
                default -> throw new ValueException("an answer has an unknown part");
            }
        }
        return new Reply(ready, result, changed, raised, message, callback, args, kwargs);
    }

    private static String shortened(String text) {
        return text.length() > MAX_MESSAGE ? text.substring(0, MAX_MESSAGE) : text;
    }

    private static Map<String, List<String>> names(JsonParser parser) throws IOException, ValueException {
        require(parser, JsonToken.START_OBJECT);
        Map<String, List<String>> names = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME && names.size() < MAX_NAMES) {
            String name = parser.currentName();
            parser.nextToken();
            names.put(name, strings(parser));
        }
        require(parser, JsonToken.END_OBJECT);
        return names;
    }

    private static List<String> strings(JsonParser parser) throws IOException, ValueException {
        require(parser, JsonToken.START_ARRAY);
        List<String> strings = new ArrayList<>();
        while (parser.nextToken() == JsonToken.VALUE_STRING && strings.size() < MAX_NAMES) {
            if (parser.getTextLength() > MAX_NAME) {
                throw new ValueException("a name is too long");
            }
            strings.add(parser.getText());
        }
        require(parser, JsonToken.END_ARRAY);
        return strings;
    }

    private static Map<String, Value> values(JsonParser parser) throws IOException, ValueException {
        require(parser, JsonToken.START_OBJECT);
        Map<String, Value> values = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            values.put(name, ValueCodec.decode(parser));
        }
        return values;
    }

    /** Arguments come as a bare array (callbacks) or as a list (exceptions). */
    private static List<Value> list(JsonParser parser) throws IOException, ValueException {
        require(parser, JsonToken.START_ARRAY);
        List<Value> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(ValueCodec.decode(parser));
        }
        return values;
    }

    private static void require(JsonParser parser, JsonToken token) throws ValueException {
        if (parser.currentToken() != token) {
            throw new ValueException("an answer has an unexpected part");
        }
    }

    /** Writes the answer for a tester. */
    String line() {
        StringBuilder out = new StringBuilder("{");
        if (result != null) {
            out.append("\"ok\":");
            ValueCodec.encode(result, out);
            out.append(",\"changed\":");
            object(changed, out);
        } else if (raised != null) {
            out.append("\"raise\":[");
            for (int i = 0; i < raised.size(); i++) {
                out.append(i == 0 ? "" : ",");
                ValueCodec.quote(raised.get(i), out);
            }
            out.append("],\"message\":");
            ValueCodec.quote(message, out);
            if (args != null) {
                out.append(",\"args\":");
                ValueCodec.encode(Value.list(args), out);
            }
        } else {
            out.append("\"callback\":").append(callback).append(",\"args\":[");
            List<Value> given = args == null ? List.of() : args;
            for (int i = 0; i < given.size(); i++) {
                out.append(i == 0 ? "" : ",");
                ValueCodec.encode(given.get(i), out);
            }
            out.append("],\"kwargs\":");
            object(kwargs, out);
        }
        return out.append('}').toString();
    }

    private static void object(Map<String, Value> values, StringBuilder out) {
        out.append('{');
        String separator = "";
        for (Map.Entry<String, Value> entry : values.entrySet()) {
            out.append(separator);
            ValueCodec.quote(entry.getKey(), out);
            out.append(':');
            ValueCodec.encode(entry.getValue(), out);
            separator = ",";
        }
        out.append('}');
    }

    String exception() {
        String name = raised == null || raised.isEmpty() ? "exception" : raised.get(0);
        return Excerpt.of(message.isEmpty() ? name : name + ": " + message);
    }
}
