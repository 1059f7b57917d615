package org.rlvr4j.data.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * MBPP (arXiv 2108.07732), full or sanitised: {@code text} or {@code prompt}, {@code test_list}, {@code code}. The prompt names
 * the tests, as in the paper, for nothing else says how the function is called. The reference is the row's own columns, which
 * the verifier {@code code} reads.
 */
final class MbppMapping implements Mapping {

    private static final List<String> OF_TESTS = List.of("test_list", "test_imports", "test_setup_code");

    @Override
    public String name() {
        return "mbpp";
    }

    @Override
    public MappedRow map(ObjectNode row) throws InvalidRowException {
        Columns columns = new Columns(row);
        String task = columns.text("text", "prompt");
        JsonNode tests = columns.need("test_list");
        if (!(tests instanceof ArrayNode) || tests.isEmpty()) {
            throw new InvalidRowException("test_list must be a list of assertions that is not empty");
        }
        StringJoiner shown = new StringJoiner("\n");
        for (JsonNode test : tests) {
            shown.add(Columns.text(test, "each of test_list"));
        }
        ObjectNode reference = row.objectNode();
        OF_TESTS.forEach(key -> {
            if (row.hasNonNull(key)) {
                reference.set(key, row.get(key));
            }
        });
        return new MappedRow(
                task + "\n\nYour code should pass these tests:\n\n" + shown + "\n",
                reference.toString(),
                columns.optionalText("task_id", "id"),
                Map.of(),
                columns.optionalText("code").map(code -> "```python\n" + code + "\n```"));
    }
}
