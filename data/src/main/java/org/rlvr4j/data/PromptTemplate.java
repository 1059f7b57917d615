package org.rlvr4j.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.data.mapping.FieldPath;
import org.rlvr4j.data.mapping.InvalidRowException;

/**
 * The text around a problem: {@code {prompt}} stands for it, {@code {row.level}} for another field of its row. All other
 * braces stay, so {@code \boxed{}} and {@code \boxed{answer}} need no escape. What is put in is not looked at again.
 */
final class PromptTemplate {

    static final String PROMPT = "{prompt}";

    private static final Pattern PLACE = Pattern.compile("\\{(?:prompt|row\\.([^{}\\s]+))}");

    private final List<Part> parts;

    /** A text, or a place: the prompt where both are null. */
    private record Part(@Nullable String text, @Nullable FieldPath field) {}

    private PromptTemplate(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException if it has no place for the problem, or a path in it is none
     */
    static PromptTemplate parse(String template) {
        List<Part> parts = new ArrayList<>();
        Matcher places = PLACE.matcher(template);
        int end = 0;
        while (places.find()) {
            parts.add(new Part(template.substring(end, places.start()), null));
            parts.add(new Part(null, places.group(1) == null ? null : FieldPath.parse(places.group(1))));
            end = places.end();
        }
        if (parts.isEmpty()) {
            throw new IllegalArgumentException(
                    "must have a place for the problem: {prompt}, or {row.PATH} for a field of the row");
        }
        parts.add(new Part(template.substring(end), null));
        return new PromptTemplate(parts);
    }

    String render(String prompt, ObjectNode row) throws InvalidRowException {
        StringBuilder rendered = new StringBuilder();
        for (Part part : parts) {
            rendered.append(
                    Optional.ofNullable(part.text()).orElse(part.field() == null ? prompt : field(part.field(), row)));
        }
        return rendered.toString();
    }

    private static String field(FieldPath path, ObjectNode row) throws InvalidRowException {
        JsonNode node = path.in(row);
        if (!node.isValueNode() || node.isMissingNode() || node.isNull()) {
            throw new InvalidRowException("there is no text at " + path + ", for which prompt-template has a place");
        }
        return node.asText();
    }
}
