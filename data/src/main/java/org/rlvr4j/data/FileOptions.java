package org.rlvr4j.data;

import java.nio.file.Path;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;
import org.rlvr4j.data.mapping.Mappings;
import org.rlvr4j.data.row.RowFormat;

/**
 * One file of problems: an element of {@code problems.files}.
 *
 * @param path where it is
 * @param name what its problems' ids begin with
 * @param use on which side its problems are
 * @param mapping what its columns mean
 * @param fields what its columns mean, one by one
 * @param promptTemplate the text around the prompt
 * @param limit how many rows are used
 * @param weight its share of the draws
 */
public record FileOptions(
        @Option("the file, relative to the file in which this is written: " + RowFormat.NAMES)
        Path path,

        @Option(
                value = "what the ids of its problems begin with, and their source in reports; the file's name without"
                        + " its ends where empty",
                defaultsTo = "")
        String name,

        @Option(
                value = "split (each row goes to one side by its hash), training or held-out (all rows go there)",
                defaultsTo = "split")
        Use use,

        @Option(
                value = "what the columns mean: auto (told by the columns of the first row), gsm8k, math, aime, amc,"
                        + " minerva, olympiadbench, verl, dapo-math-17k, humaneval, mbpp or plain",
                defaultsTo = Mappings.AUTO)
        String mapping,

        FieldOptions fields,

        @Option(
                value = "the text that the model sees: {prompt} stands for the problem, {row.PATH} for another field of"
                        + " the row; other braces stay as they are",
                defaultsTo = PromptTemplate.PROMPT)
        String promptTemplate,

        @Option(value = "the first so many rows that pass the filters are used; 0 uses all", defaultsTo = "0")
        int limit,

        @Option(
                value = "its share of the training draws, relative to the other files' weights: above 0 for all files"
                        + " with training problems, with problem-sampler.id = mixture; or 0 for all of them",
                defaultsTo = "0")
        double weight) {

    /** On which side a file's problems are. */
    public enum Use {
        /** Each row goes to one side by its hash. */
        SPLIT,
        /** All are trained on. */
        TRAINING,
        /** All are held out. */
        HELD_OUT
    }

    /** Checks what can be checked without the file. */
    public FileOptions {
        OptionChecks checks = new OptionChecks()
                .that(
                        RowFormat.of(path).isPresent(),
                        "path",
                        path,
                        "is of no known format; the name must end with one of " + RowFormat.NAMES)
                .that(
                        name.isEmpty() || name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}"),
                        "name",
                        "\"" + name + "\"",
                        "must be up to 64 letters, digits, dots, hyphens and underscores")
                .that(
                        mapping.equals(Mappings.AUTO) || Mappings.find(mapping).isPresent(),
                        "mapping",
                        "\"" + mapping + "\"",
                        "must be " + Mappings.AUTO + " or one of " + String.join(", ", Mappings.names()))
                .that(
                        mapping.equals(Mappings.AUTO) || fields.prompt().isEmpty(),
                        "mapping",
                        "\"" + mapping + "\"",
                        "and fields exclude one another")
                .that(limit >= 0, "limit", limit, "must be at least 0")
                .that(weight >= 0 && weight <= 1e6, "weight", weight, "must be between 0 and 1e6");
        try {
            PromptTemplate.parse(promptTemplate);
        } catch (IllegalArgumentException e) {
            checks.that(false, "prompt-template", "", String.valueOf(e.getMessage()));
        }
        checks.orThrow();
    }

    /**
     * Describes a file whose layout is told by its columns, split by hash.
     *
     * @param path where it is
     * @return the options, all others as by default
     */
    public static FileOptions of(Path path) {
        return new FileOptions(
                path, "", Use.SPLIT, Mappings.AUTO, new FieldOptions("", "", "", ""), PromptTemplate.PROMPT, 0, 0);
    }

    /** What its problems' ids begin with. */
    String label() {
        if (!name.isEmpty()) {
            return name;
        }
        String file = String.valueOf(path.getFileName());
        return file.replaceFirst("(?i)(\\.(jsonl|ndjson|json|parquet))?(\\.gz)?$", "");
    }
}
