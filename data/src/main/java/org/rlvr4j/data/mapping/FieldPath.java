package org.rlvr4j.data.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way to a value in a row: {@code reward_model.ground_truth}, {@code prompt[0].content}. A column whose name is the
 * whole path wins over nested ones.
 */
public final class FieldPath {

    private static final Pattern STEP = Pattern.compile("\\G(?:\\[(\\d{1,6})]|(?:(?<!^)\\.|^)([^.\\[\\]]+))");

    private final String text;
    private final List<Object> steps;

    private FieldPath(String text, List<Object> steps) {
        this.text = text;
        this.steps = List.copyOf(steps);
    }

    /**
     * Reads a path.
     *
     * @param text names separated by dots, each with indices from 0 in brackets
     * @return the path
     * @throws IllegalArgumentException if it is none
     */
    public static FieldPath parse(String text) {
        List<Object> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(text);
        int end = 0;
        while (matcher.find()) {
            steps.add(matcher.group(1) == null ? matcher.group(2) : Integer.valueOf(matcher.group(1)));
            end = matcher.end();
        }
        if (steps.isEmpty() || end != text.length() || steps.get(0) instanceof Integer) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" must be a path such as answer, reward_model.ground_truth or prompt[0].content");
        }
        return new FieldPath(text, steps);
    }

    /**
     * Follows the path.
     *
     * @param row where it begins
     * @return the value; a missing node where there is none
     */
    public JsonNode in(JsonNode row) {
        JsonNode whole = row.path(text);
        if (!whole.isMissingNode() && !whole.isNull()) {
            return whole;
        }
        JsonNode node = row;
        for (Object step : steps) {
            node = step instanceof Integer index ? node.path(index) : node.path((String) step);
        }
        return node.isNull() ? MissingNode.getInstance() : node;
    }

    @Override
    public String toString() {
        return text;
    }
}
