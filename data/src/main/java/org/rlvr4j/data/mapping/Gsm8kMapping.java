package org.rlvr4j.data.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * GSM8K (arXiv 2110.14168): {@code question}, and {@code answer}, a solution that ends with {@code #### } and the number.
 */
final class Gsm8kMapping implements Mapping {

    static final String MARK = "####";

    @Override
    public String name() {
        return "gsm8k";
    }

    @Override
    public MappedRow map(ObjectNode row) throws InvalidRowException {
        Columns columns = new Columns(row);
        String question = columns.text("question");
        String answer = columns.text("answer");
        int mark = answer.lastIndexOf(MARK);
        String number = mark < 0 ? "" : answer.substring(mark + MARK.length()).strip();
        if (number.isEmpty()) {
            throw new InvalidRowException("answer must end with " + MARK + " and a number");
        }
        return new MappedRow(question, number, columns.optionalText("id", "idx"), Map.of(), Optional.empty());
    }
}
