package org.rlvr4j.data.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** The project's own layout: {@code prompt}, {@code answer}, {@code reference} or {@code tests}, and {@code id}. */
final class PlainMapping implements Mapping {

    static final List<String> REFERENCES = List.of("reference", "answer", "tests");

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public MappedRow map(ObjectNode row) throws InvalidRowException {
        Columns columns = new Columns(row);
        String[] paths = REFERENCES.toArray(String[]::new);
        JsonNode compared = columns.need(paths);
        return new MappedRow(
                Messages.prompt(columns.need("prompt"), "prompt"),
                compared.isObject() ? compared.toString() : columns.answer(paths),
                columns.optionalText("id"),
                columns.facts("difficulty", "level", "subject", "topic", "category", "dataset"),
                Optional.empty());
    }
}
