package org.rlvr4j.cli;

import java.nio.file.Path;
import org.rlvr4j.data.FieldOptions;
import org.rlvr4j.data.FileOptions;
import picocli.CommandLine.Option;

/** What the columns of files of problems mean. */
final class ColumnArguments {

    @Option(
            names = "--mapping",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = "What the columns mean: auto, gsm8k, math, aime, amc, minerva, olympiadbench, verl,"
                    + " dapo-math-17k, humaneval, mbpp or plain (default: ${DEFAULT-VALUE}).")
    String mapping = "auto";

    @Option(names = "--prompt", paramLabel = "PATH", description = "The field of the prompt, in place of a mapping.")
    String prompt = "";

    @Option(names = "--answer", paramLabel = "PATH", description = "The field of the gold answer; with --prompt.")
    String answer = "";

    @Option(names = "--tests", paramLabel = "PATH", description = "The field of the tests, in place of --answer.")
    String tests = "";

    @Option(names = "--id", paramLabel = "PATH", description = "The field of the id; with --prompt.")
    String id = "";

    @Option(
            names = "--template",
            paramLabel = "TEXT",
            defaultValue = "{prompt}",
            description = "The text around the prompt (default: ${DEFAULT-VALUE}).")
    String template = "{prompt}";

    /** A file with these columns. */
    FileOptions options(Path file, FileOptions.Use use) {
        return new FileOptions(file, "", use, mapping, new FieldOptions(prompt, answer, tests, id), template, 0, 0);
    }
}
