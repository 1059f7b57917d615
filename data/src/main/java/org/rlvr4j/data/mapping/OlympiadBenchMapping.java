package org.rlvr4j.data.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * OlympiadBench (arXiv 2402.14008), open-ended text problems: {@code question}, before it {@code context} where there is one,
 * and {@code final_answer}, a list between dollar signs.
 */
final class OlympiadBenchMapping implements Mapping {

    @Override
    public String name() {
        return "olympiadbench";
    }

    @Override
    public MappedRow map(ObjectNode row) throws InvalidRowException {
        Columns columns = new Columns(row);
        String question = columns.text("question");
        Optional<String> context = columns.optionalText("context");
        String answer =
                columns.answer("final_answer", "answer").replace("$", "").strip();
        if (answer.isEmpty()) {
            throw new InvalidRowException("final_answer is empty");
        }
        return new MappedRow(
                context.map(text -> text + "\n\n" + question).orElse(question),
                answer,
                columns.optionalText("id"),
                columns.facts("subfield", "subject", "answer_type", "difficulty"),
                Optional.empty());
    }
}
