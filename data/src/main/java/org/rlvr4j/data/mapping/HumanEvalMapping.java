package org.rlvr4j.data.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * HumanEval (arXiv 2107.03374): {@code prompt}, the beginning of a function, {@code test}, {@code entry_point}, {@code
 * canonical_solution}, the function's rest. The reference is the row's own columns, which the verifier {@code code} reads.
 */
final class HumanEvalMapping implements Mapping {

    @Override
    public String name() {
        return "humaneval";
    }

    @Override
    public MappedRow map(ObjectNode row) throws InvalidRowException {
        Columns columns = new Columns(row);
        String prompt = columns.text("prompt");
        ObjectNode reference = row.objectNode();
        reference.put("prompt", prompt);
        reference.put("entry_point", columns.text("entry_point"));
        reference.put("test", columns.text("test"));
        return new MappedRow(
                prompt,
                reference.toString(),
                columns.optionalText("task_id", "id"),
                Map.of(),
                columns.optionalText("canonical_solution").map(rest -> "```python\n" + prompt + rest + "\n```"));
    }
}
