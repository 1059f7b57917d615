package org.rlvr4j.data.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The mappings of published data sets, by name. */
public final class Mappings {

    /** The name that stands for: by the columns of the file's first row. */
    public static final String AUTO = "auto";

    private static final List<String> PROBLEMS = List.of("problem", "Problem", "question");
    private static final List<String> ANSWERS = List.of("answer", "Answer", "expected_answer");

    private static final Map<String, Mapping> BY_NAME = byName(
            new Gsm8kMapping(),
            new AnswerMapping("math", PROBLEMS, ANSWERS),
            new AnswerMapping("aime", PROBLEMS, ANSWERS),
            new AnswerMapping("amc", PROBLEMS, ANSWERS),
            new AnswerMapping("minerva", PROBLEMS, ANSWERS),
            new OlympiadBenchMapping(),
            new VerlMapping("verl"),
            new VerlMapping("dapo-math-17k"),
            new HumanEvalMapping(),
            new MbppMapping(),
            new PlainMapping());

    private Mappings() {}

    private static Map<String, Mapping> byName(Mapping... mappings) {
        Map<String, Mapping> byName = new LinkedHashMap<>();
        for (Mapping mapping : mappings) {
            byName.put(mapping.name(), mapping);
        }
        return byName;
    }

    /**
     * Returns the names.
     *
     * @return every name, {@value #AUTO} apart
     */
    public static List<String> names() {
        return new ArrayList<>(BY_NAME.keySet());
    }

    /**
     * Finds a mapping.
     *
     * @param name one of {@link #names()}
     * @return the mapping; empty where there is none of that name
     */
    public static Optional<Mapping> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /**
     * Recognises a layout by the columns of a row.
     *
     * @param row any row of the file
     * @return the mapping; empty where no layout has such columns
     */
    public static Optional<Mapping> recognise(ObjectNode row) {
        Columns columns = new Columns(row);
        String name;
        if (columns.find("reward_model.ground_truth").isPresent() && row.has("prompt")) {
            name = "verl";
        } else if (row.has("entry_point") && row.has("test") && row.has("prompt")) {
            name = "humaneval";
        } else if (row.has("test_list")) {
            name = "mbpp";
        } else if (row.has("final_answer") && row.has("question")) {
            name = "olympiadbench";
        } else if (row.path("question").isTextual()
                && row.path("answer").asText("").contains(Gsm8kMapping.MARK)) {
            name = "gsm8k";
        } else if (hasAny(row, PROBLEMS) && (hasAny(row, ANSWERS) || hasAny(row, List.of("solution", "Solution")))) {
            name = "math";
        } else if (row.has("prompt") && hasAny(row, PlainMapping.REFERENCES)) {
            name = "plain";
        } else {
            return Optional.empty();
        }
        return find(name);
    }

    private static boolean hasAny(ObjectNode row, List<String> names) {
        return names.stream().anyMatch(row::hasNonNull);
    }
}
