package org.rlvr4j.data;

import java.util.Optional;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;
import org.rlvr4j.data.mapping.FieldMapping;
import org.rlvr4j.data.mapping.FieldPath;

/**
 * Which fields of a row are what: section {@code fields} of a file. All empty where a named mapping says it.
 *
 * @param prompt path of the prompt
 * @param answer path of the gold answer
 * @param tests path of the tests
 * @param id path of the id
 */
public record FieldOptions(
        @Option(
                value = "path of the prompt, such as problem or prompt[0].content; a text or a list of chat messages;"
                        + " empty where the mapping says it",
                defaultsTo = "")
        String prompt,

        @Option(
                value =
                        "path of the gold answer, such as reward_model.ground_truth; given with prompt, unless tests is",
                defaultsTo = "")
        String answer,

        @Option(
                value = "path of the tests, as the verifier code takes them: a group, or a text with the JSON of one;"
                        + " given in place of answer",
                defaultsTo = "")
        String tests,

        @Option(value = "path of the id; without one, rows are called by a hash of their text", defaultsTo = "")
        String id) {

    /** Checks that the fields go together. */
    public FieldOptions {
        boolean given = !prompt.isEmpty() || !answer.isEmpty() || !tests.isEmpty() || !id.isEmpty();
        OptionChecks checks = new OptionChecks();
        checks.that(!given || !prompt.isEmpty(), "prompt", "\"\"", "must be given where other fields are");
        checks.that(
                !given || answer.isEmpty() != tests.isEmpty(),
                "answer",
                "\"" + answer + "\"",
                "and tests: exactly one of them must be given");
        path(checks, "prompt", prompt);
        path(checks, "answer", answer);
        path(checks, "tests", tests);
        path(checks, "id", id);
        checks.orThrow();
    }

    private static void path(OptionChecks checks, String option, String text) {
        if (!text.isEmpty()) {
            try {
                FieldPath.parse(text);
            } catch (IllegalArgumentException e) {
                checks.that(false, option, "", String.valueOf(e.getMessage()));
            }
        }
    }

    /** The mapping that these fields are; empty where none is given. */
    Optional<FieldMapping> mapping() {
        if (prompt.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new FieldMapping(
                FieldPath.parse(prompt),
                FieldPath.parse(answer.isEmpty() ? tests : answer),
                id.isEmpty() ? Optional.empty() : Optional.of(FieldPath.parse(id))));
    }
}
