package org.rlvr4j.verifiers.code.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.rlvr4j.verifiers.code.value.Value;

/**
 * Values as people write them in task files: plain JSON, and objects with one key that starts with a dollar sign for what
 * JSON has not: {@code $tuple}, {@code $set}, {@code $frozenset}, {@code $dict} (a list of pairs), {@code $float},
 * {@code $complex}, {@code $bytes}.
 */
public final class PlainJson {

    private static final int MAX_DEPTH = 500;
    private static final int MAX_STRING = 64 << 20;
    private static final int MAX_NUMBER = 10_000;

    /** Bounded, tolerant of NaN and infinities as Python writes them, strict on duplicate keys. */
    public static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_STRING)
                            .maxNumberLength(MAX_NUMBER)
                            .build())
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private PlainJson() {}

    /**
     * Reads a value.
     *
     * @param node JSON
     * @return the value
     * @throws IllegalArgumentException if a form with a dollar sign is not right
     */
    public static Value value(JsonNode node) {
        if (node.isNull() || node.isMissingNode()) {
            return Value.NULL;
        }
        if (node.isBoolean()) {
            return new Value.Bool(node.booleanValue());
        }
        if (node.isIntegralNumber()) {
            return new Value.Int(node.bigIntegerValue());
        }
        if (node.isNumber()) {
            return new Value.Real(node.doubleValue());
        }
        if (node.isTextual()) {
            return new Value.Text(node.textValue());
        }
        if (node.isArray()) {
            return Value.list(values(node));
        }
        if (node.size() == 1) {
            Map.Entry<String, JsonNode> only = node.properties().iterator().next();
            if (only.getKey().startsWith("$")) {
                return special(only.getKey(), only.getValue());
            }
        }
        List<Value.Entry> entries = new ArrayList<>();
        node.properties()
                .forEach(entry -> entries.add(new Value.Entry(Value.text(entry.getKey()), value(entry.getValue()))));
        return new Value.Mapping(false, entries);
    }

    /**
     * Reads the elements of an array.
     *
     * @param node an array
     * @return its values
     */
    public static List<Value> values(JsonNode node) {
        List<Value> values = new ArrayList<>();
        node.forEach(item -> values.add(value(item)));
        return values;
    }

    private static Value special(String key, JsonNode node) {
        try {
            return switch (key) {
                case "$tuple" -> new Value.Sequence(true, values(array(node)));
                case "$set" -> new Value.Unordered(false, values(array(node)));
                case "$frozenset" -> new Value.Unordered(true, values(array(node)));
                case "$dict" -> new Value.Mapping(false, pairs(array(node)));
                case "$float" -> new Value.Real(real(node));
                case "$complex" -> new Value.Complex(real(node.path(0)), real(node.path(1)));
                case "$bytes" -> new Value.Bytes(HexFormat.of().parseHex(node.asText()));
                case "$int" -> new Value.Int(new BigInteger(node.asText()));
                default -> new Value.Mapping(false, List.of(new Value.Entry(Value.text(key), value(node))));
            };
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a value " + key + " needs a number", e);
        }
    }

    private static JsonNode array(JsonNode node) {
        if (!node.isArray()) {
            throw new IllegalArgumentException("a value with a dollar sign needs an array");
        }
        return node;
    }

    private static List<Value.Entry> pairs(JsonNode node) {
        List<Value.Entry> entries = new ArrayList<>();
        for (JsonNode pair : node) {
            if (pair.size() != 2) {
                throw new IllegalArgumentException("a value $dict needs pairs");
            }
            entries.add(new Value.Entry(value(pair.get(0)), value(pair.get(1))));
        }
        return entries;
    }

    private static double real(JsonNode node) {
        return switch (node.asText()) {
            case "nan", "NaN" -> Double.NaN;
            case "inf", "Infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(node.asText());
        };
    }

    /**
     * Writes a value so that {@link #value} reads it back.
     *
     * @param value any but references and known types, which are shown only
     * @return its JSON
     */
    public static JsonNode node(Value value) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        if (value instanceof Value.Null) {
            return make.nullNode();
        }
        if (value instanceof Value.Bool bool) {
            return make.booleanNode(bool.value());
        }
        if (value instanceof Value.Int integer) {
            return make.numberNode(integer.value());
        }
        if (value instanceof Value.Real real) {
            return Double.isFinite(real.value())
                    ? make.numberNode(real.value())
                    : special("$float", make.textNode(Double.toString(real.value())), make);
        }
        if (value instanceof Value.Text text) {
            return make.textNode(text.value());
        }
        if (value instanceof Value.Bytes bytes) {
            return special("$bytes", make.textNode(HexFormat.of().formatHex(bytes.value())), make);
        }
        if (value instanceof Value.Complex complex) {
            return special(
                    "$complex",
                    make.arrayNode().add(Double.toString(complex.real())).add(Double.toString(complex.imaginary())),
                    make);
        }
        if (value instanceof Value.Sequence sequence) {
            ArrayNode items = array(sequence.items());
            return sequence.tuple() ? special("$tuple", items, make) : items;
        }
        if (value instanceof Value.Unordered set) {
            return special(set.frozen() ? "$frozenset" : "$set", array(set.items()), make);
        }
        if (value instanceof Value.Mapping mapping) {
            return mapping(mapping);
        }
        if (value instanceof Value.Known known) {
            return special("$" + known.type(), array(known.parts()), make);
        }
        return special("$reference", make.textNode(((Value.Handle) value).type()), make);
    }

    private static JsonNode mapping(Value.Mapping mapping) {
        boolean plain = mapping.entries().stream().allMatch(entry -> entry.key() instanceof Value.Text)
                && !(mapping.entries().size() == 1
                        && mapping.entries().get(0).key() instanceof Value.Text key
                        && key.value().startsWith("$"));
        if (plain) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            mapping.entries().forEach(entry -> object.set(((Value.Text) entry.key()).value(), node(entry.value())));
            return object;
        }
        ArrayNode pairs = JsonNodeFactory.instance.arrayNode();
        mapping.entries()
                .forEach(entry -> pairs.addArray().add(node(entry.key())).add(node(entry.value())));
        return special("$dict", pairs, JsonNodeFactory.instance);
    }

    private static ArrayNode array(List<Value> values) {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        values.forEach(value -> items.add(node(value)));
        return items;
    }

    private static JsonNode special(String key, JsonNode value, JsonNodeFactory make) {
        return make.objectNode().set(key, value);
    }

    /** A value in JSON, for messages. */
    static String show(Value value) {
        return ascii(node(value));
    }

    static String ascii(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree could not be written", e);
        }
    }
}
