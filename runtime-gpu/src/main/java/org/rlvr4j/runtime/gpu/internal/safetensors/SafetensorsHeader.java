package org.rlvr4j.runtime.gpu.internal.safetensors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The header of a safetensors file: which tensors lie where. Tensors must tile the data: no overlap, no gap, nothing
 * behind the last, as the format demands, so that nothing can hide in a file.
 *
 * @param entries places by tensor name
 * @param metadata free text by key
 * @param dataStart position of the data in the file
 */
record SafetensorsHeader(Map<String, Entry> entries, Map<String, String> metadata, long dataStart) {

    private static final long MAX_LENGTH = 100_000_000;
    private static final int MAX_DIMENSIONS = 8;
    private static final long MAX_ELEMENTS = 1L << 40;
    private static final String METADATA = "__metadata__";
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    /** A tensor's place; offsets count from the end of the header. */
    record Entry(ElementType type, Shape shape, long begin, long end) {}

    /** Checks the length that a file claims for its header. */
    static int checkLength(long claimed, long available, String where) throws IOException {
        if (claimed < 2 || claimed > Math.min(MAX_LENGTH, available)) {
            throw new IOException(where + " claims a header of " + claimed + " bytes; it can have from 2 to "
                    + Math.min(MAX_LENGTH, available));
        }
        return (int) claimed;
    }

    /**
     * Reads and checks a header.
     *
     * @param json the header's bytes
     * @param available bytes of data behind the header
     * @param where the file's name
     */
    static SafetensorsHeader parse(byte[] json, long available, String where) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IOException(where + " has a header that is not JSON: " + e.getOriginalMessage(), e);
        }
        if (!root.isObject()) {
            throw new IOException(where + " has a header that is not a JSON object");
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (field.getKey().equals(METADATA)) {
                field.getValue()
                        .properties()
                        .forEach(text ->
                                metadata.put(text.getKey(), text.getValue().asText()));
            } else {
                String problem = where + ", tensor " + field.getKey() + ": ";
                entries.put(field.getKey(), entry(field.getValue(), available, problem));
            }
        }
        checkTiling(entries, available, where);
        return new SafetensorsHeader(entries, metadata, Long.BYTES + (long) json.length);
    }

    private static Entry entry(JsonNode node, long available, String problem) throws IOException {
        ElementType type = ElementType.named(node.path("dtype").asText()).orElse(null);
        if (type == null) {
            throw new IOException(
                    problem + "dtype is " + node.path("dtype") + ", supported are " + ElementType.names());
        }
        JsonNode dimensions = node.path("shape");
        JsonNode offsets = node.path("data_offsets");
        if (!dimensions.isArray() || dimensions.size() > MAX_DIMENSIONS || !offsets.isArray() || offsets.size() != 2) {
            throw new IOException(
                    problem + "needs a shape of at most " + MAX_DIMENSIONS + " numbers and two data_offsets");
        }
        long[] shape = new long[dimensions.size()];
        long elements = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = count(dimensions.get(i));
            if (shape[i] < 0 || (shape[i] > 0 && elements > MAX_ELEMENTS / shape[i])) {
                throw new IOException(
                        problem + "shape " + dimensions + " is negative or of more than " + MAX_ELEMENTS + " numbers");
            }
            elements *= shape[i];
        }
        long begin = count(offsets.get(0));
        long end = count(offsets.get(1));
        if (begin < 0 || end < begin || end > available || end - begin != elements * type.bytes()) {
            throw new IOException(problem + "data_offsets " + offsets + " do not hold the shape " + dimensions + " in "
                    + available + " bytes");
        }
        return new Entry(type, new Shape(shape), begin, end);
    }

    /** A whole number that fits a long; −1 for anything else. */
    private static long count(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() ? node.asLong() : -1;
    }

    private static void checkTiling(Map<String, Entry> entries, long available, String where) throws IOException {
        List<Map.Entry<String, Entry>> inOrder = new ArrayList<>(entries.entrySet());
        inOrder.sort(Comparator.<Map.Entry<String, Entry>>comparingLong(
                        e -> e.getValue().begin())
                .thenComparingLong(e -> e.getValue().end()));
        long end = 0;
        for (Map.Entry<String, Entry> tensor : inOrder) {
            if (tensor.getValue().begin() != end) {
                throw new IOException(where + ", tensor " + tensor.getKey() + ": begins at "
                        + tensor.getValue().begin()
                        + (tensor.getValue().begin() < end ? ", inside" : ", behind a gap after")
                        + " another that ends at " + end);
            }
            end = tensor.getValue().end();
        }
        if (end != available) {
            throw new IOException(where + " has " + (available - end) + " bytes behind its last tensor");
        }
    }

    /** Lays out tensors one behind the other. */
    static SafetensorsHeader of(Map<String, NDArray> tensors, Map<String, String> metadata) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        long offset = 0;
        for (Map.Entry<String, NDArray> field : tensors.entrySet()) {
            NDArray tensor = field.getValue();
            ElementType type = ElementType.of(tensor.getDataType());
            long end = offset + tensor.size() * type.bytes();
            entries.put(field.getKey(), new Entry(type, tensor.getShape(), offset, end));
            offset = end;
        }
        return new SafetensorsHeader(entries, metadata, 0);
    }

    byte[] toJson() throws IOException {
        ObjectNode root = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode node = root.putObject(METADATA);
            // sorted, for the order of Map.of changes from process to process and files shall not
            new TreeMap<>(metadata).forEach(node::put);
        }
        entries.forEach((name, entry) -> {
            ObjectNode node = root.putObject(name);
            node.put("dtype", entry.type().name());
            ArrayNode dimensions = node.putArray("shape");
            Arrays.stream(entry.shape().getShape()).forEach(dimensions::add);
            node.putArray("data_offsets").add(entry.begin()).add(entry.end());
        });
        String json = JSON.writeValueAsString(root);
        // the format asks for data aligned to 8 bytes and allows trailing spaces in the header
        int padding = Math.floorMod(-json.getBytes(StandardCharsets.UTF_8).length, Long.BYTES);
        return (json + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
    }
}
