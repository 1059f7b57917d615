package org.rlvr4j.data.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * The layout of verl, in which DAPO-Math-17k (arXiv 2503.14476) is published: {@code prompt}, a list of chat messages, {@code
 * reward_model.ground_truth}, a text or a group with {@code target}, and {@code extra_info.index}.
 *
 * @param name by which recipes ask for it
 */
record VerlMapping(String name) implements Mapping {

    @Override
    public MappedRow map(ObjectNode row) throws InvalidRowException {
        Columns columns = new Columns(row);
        String prompt = Messages.prompt(columns.need("prompt"), "prompt");
        JsonNode truth = columns.need("reward_model.ground_truth");
        String answer = truth.isObject()
                ? columns.answer("reward_model.ground_truth.target", "reward_model.ground_truth.answer")
                : columns.answer("reward_model.ground_truth");
        return new MappedRow(
                prompt,
                answer,
                columns.optionalText("extra_info.index", "id"),
                columns.facts("level", "type", "data_source", "ability"),
                Optional.empty());
    }
}
