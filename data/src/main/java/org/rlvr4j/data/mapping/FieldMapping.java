package org.rlvr4j.data.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * The fields that a user names, one by one.
 *
 * @param prompt path of the prompt: a text, or the messages of a chat
 * @param reference path of what the verifier compares with: a text, a number, a list of them, or, for verifiers that take
 *     JSON, a group
 * @param id path of the id; empty where rows have none
 */
public record FieldMapping(FieldPath prompt, FieldPath reference, Optional<FieldPath> id) implements Mapping {

    @Override
    public String name() {
        return "fields";
    }

    @Override
    public MappedRow map(ObjectNode row) throws InvalidRowException {
        Columns columns = new Columns(row);
        String text = Messages.prompt(columns.need(prompt.toString()), prompt.toString());
        JsonNode compared = columns.need(reference.toString());
        String answer = compared.isObject() ? compared.toString() : columns.answer(reference.toString());
        Optional<String> name = Optional.empty();
        if (id.isPresent()) {
            name = Optional.of(columns.text(id.get().toString()));
        }
        return new MappedRow(text, answer, name, Map.of(), Optional.empty());
    }
}
