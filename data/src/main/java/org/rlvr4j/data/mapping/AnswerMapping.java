package org.rlvr4j.data.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * The layouts of mathematics with a problem, an answer, and often a worked solution: MATH and MATH-500 (arXiv 2103.03874,
 * 2305.20050), AIME, AMC, MinervaMath (arXiv 2206.14858). Where there is no column with the answer, it is what the last {@code
 * \boxed} of the solution holds.
 *
 * @param name by which recipes ask for it
 * @param problems columns with the problem, the first that is there counts
 * @param answers columns with the answer, the first that is there counts
 */
record AnswerMapping(String name, List<String> problems, List<String> answers) implements Mapping {

    private static final String[] SOLUTIONS = {"solution", "Solution"};

    AnswerMapping {
        problems = List.copyOf(problems);
        answers = List.copyOf(answers);
    }

    @Override
    public MappedRow map(ObjectNode row) throws InvalidRowException {
        Columns columns = new Columns(row);
        String problem = columns.text(problems.toArray(String[]::new));
        String answer = answer(columns);
        return new MappedRow(
                problem,
                answer,
                columns.optionalText("unique_id", "id", "ID", "idx"),
                columns.facts("level", "subject", "type", "year"),
                Optional.empty());
    }

    private String answer(Columns columns) throws InvalidRowException {
        String[] paths = answers.toArray(String[]::new);
        if (columns.find(paths).isPresent()) {
            return columns.answer(paths);
        }
        if (columns.find(SOLUTIONS).isEmpty()) {
            return columns.answer(paths);
        }
        return Boxed.last(columns.text(SOLUTIONS))
                .orElseThrow(() -> new InvalidRowException(
                        "there is no " + String.join(" or ", answers) + ", and solution has no \\boxed answer"));
    }
}
