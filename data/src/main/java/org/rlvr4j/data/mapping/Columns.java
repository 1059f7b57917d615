package org.rlvr4j.data.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rlvr4j.data.row.Shown;

/** Reads the columns of a row; whatever it throws names the column. */
final class Columns {

    private static final int MOST_SHOWN = 20;
    private static final int MAX_SCALE = 300;
    private static final int MAX_FACT_LENGTH = 200;

    private final ObjectNode row;

    Columns(ObjectNode row) {
        this.row = row;
    }

    /** The first of these paths at which there is a value. */
    Optional<JsonNode> find(String... paths) {
        return Arrays.stream(paths)
                .map(path -> FieldPath.parse(path).in(row))
                .filter(node -> !node.isMissingNode() && !node.isNull())
                .findFirst();
    }

    JsonNode need(String... paths) throws InvalidRowException {
        Optional<JsonNode> found = find(paths);
        if (found.isEmpty()) {
            throw new InvalidRowException("there is no " + String.join(" or ", paths) + " (columns: " + names() + ")");
        }
        return found.get();
    }

    /** A text or number, not blank. */
    String text(String... paths) throws InvalidRowException {
        return text(need(paths), String.join(" or ", paths));
    }

    Optional<String> optionalText(String... paths) throws InvalidRowException {
        Optional<JsonNode> found = find(paths);
        if (found.isEmpty()
                || (found.get().isTextual() && found.get().textValue().isBlank())) {
            return Optional.empty();
        }
        return Optional.of(text(found.get(), String.join(" or ", paths)));
    }

    /** An answer: a text, a number, or a list of them, which are joined by commas. */
    String answer(String... paths) throws InvalidRowException {
        JsonNode node = need(paths);
        String name = String.join(" or ", paths);
        if (!node.isArray()) {
            return text(node, name).strip();
        }
        List<String> parts = new ArrayList<>();
        for (JsonNode part : node) {
            parts.add(text(part, "each of " + name).strip());
        }
        if (parts.isEmpty()) {
            throw new InvalidRowException(name + " is an empty list");
        }
        return String.join(", ", parts);
    }

    static String text(JsonNode node, String name) throws InvalidRowException {
        if (node.isNumber()) {
            return number(node, name);
        }
        if (!node.isTextual()) {
            throw new InvalidRowException(name + " must be a text or a number, got " + Shown.text(node.toString()));
        }
        String text = node.textValue();
        if (text.isBlank()) {
            throw new InvalidRowException(name + " is empty");
        }
        requireReadable(text, name);
        return text;
    }

    /** Refuses what no tokenizer reads as meant. */
    static void requireReadable(String text, String name) throws InvalidRowException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new InvalidRowException(name + " has a NUL at character " + (i + 1));
            }
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    throw new InvalidRowException(name + " has half a surrogate pair at character " + (i + 1));
                }
                i++;
            }
        }
    }

    /** A number as one writes it: 27.0 is 27, and 1e3 is 1000. */
    private static String number(JsonNode node, String name) throws InvalidRowException {
        if (node.isDouble() && !Double.isFinite(node.doubleValue())) {
            throw new InvalidRowException(name + " is not a finite number");
        }
        BigDecimal value = node.decimalValue();
        if (Math.abs((long) value.scale()) > MAX_SCALE) {
            throw new InvalidRowException(name + " is a number of more than " + MAX_SCALE + " digits");
        }
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    /** Facts for reports from those of these columns that are there. */
    Map<String, String> facts(String... names) {
        Map<String, String> facts = new HashMap<>();
        for (String name : names) {
            JsonNode node = row.path(name);
            if (node.isValueNode() && !node.isNull() && !node.asText().isBlank()) {
                String fact = node.asText();
                facts.put(name, fact.length() <= MAX_FACT_LENGTH ? fact : fact.substring(0, MAX_FACT_LENGTH));
            }
        }
        return facts;
    }

    private String names() {
        List<String> names = new ArrayList<>();
        row.fieldNames().forEachRemaining(name -> names.add(Shown.text(name)));
        return names.size() <= MOST_SHOWN
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_SHOWN)) + " and " + (names.size() - MOST_SHOWN) + " more";
    }
}
