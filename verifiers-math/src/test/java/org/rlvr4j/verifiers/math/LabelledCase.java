package org.rlvr4j.verifiers.math;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A case of the labelled suite, {@code cases/*.jsonl}. A long text is written there as pairs of a part and how often it
 * is repeated.
 *
 * @param category the file's name
 * @param line the line in the file
 * @param gold the gold answer
 * @param prediction a response
 * @param equal what mathematics says
 * @param precision digits after the decimal point that count
 */
record LabelledCase(String category, int line, String gold, String prediction, boolean equal, OptionalInt precision) {

    static final List<String> CATEGORIES = List.of(
            "numbers",
            "parsing",
            "radicals-functions",
            "algebra",
            "collections",
            "matrices-relations",
            "measures",
            "words-choices",
            "formatting",
            "extraction",
            "hostile",
            "more-numbers",
            "more-radicals",
            "more-algebra",
            "more-sets",
            "more-matrices",
            "more-relations",
            "more-units",
            "complex",
            "more-words",
            "responses",
            "near-misses",
            "corners",
            "physics",
            "plain-text",
            "families",
            "olympiad",
            "miscellaneous");

    private static final ObjectMapper JSON = new ObjectMapper();

    static List<LabelledCase> all() {
        return CATEGORIES.stream().flatMap(category -> read(category).stream()).toList();
    }

    private static List<LabelledCase> read(String category) {
        InputStream file = Objects.requireNonNull(
                LabelledCase.class.getResourceAsStream("cases/" + category + ".jsonl"), category);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            List<String> lines = reader.lines().toList();
            return java.util.stream.IntStream.range(0, lines.size())
                    .mapToObj(i -> parse(category, i + 1, lines.get(i)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LabelledCase parse(String category, int line, String row) {
        try {
            JsonNode json = JSON.readTree(row);
            JsonNode precision = json.get("precision");
            return new LabelledCase(
                    category,
                    line,
                    text(json.get("gold")),
                    text(json.get("prediction")),
                    json.get("equal").booleanValue(),
                    precision == null ? OptionalInt.empty() : OptionalInt.of(precision.intValue()));
        } catch (IOException e) {
            throw new UncheckedIOException(category + ":" + line, e);
        }
    }

    private static String text(JsonNode written) {
        if (written.isTextual()) {
            return written.textValue();
        }
        StringBuilder text = new StringBuilder();
        written.forEach(
                part -> text.append(part.get(0).textValue().repeat(part.get(1).intValue())));
        return text.toString();
    }

    @Override
    public String toString() {
        return category + ":" + line + " " + shown(gold) + (equal ? " = " : " ≠ ") + shown(prediction)
                + (precision.isPresent() ? " to " + precision.getAsInt() + " digits" : "");
    }

    private static String shown(String text) {
        String shown = text.length() <= 60 ? text : text.substring(0, 60) + "…";
        return shown.replaceAll("\\p{Cntrl}|\\p{Cf}|\\p{Cs}", "?");
    }
}
