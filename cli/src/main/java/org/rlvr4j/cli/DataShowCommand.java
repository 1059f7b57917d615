package org.rlvr4j.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.rlvr4j.data.BrokenRow;
import org.rlvr4j.data.FileRows;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code data show}: the first problems of files as the model would see them. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Prints the first problems of files as the model would see them, chat template apart.")
final class DataShowCommand implements Callable<Integer> {

    private static final int MOST_CHARACTERS = 4000;

    @Mixin
    DataArguments arguments = new DataArguments();

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many problems of each file (default: ${DEFAULT-VALUE}).")
    int count = 3;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (count < 1) {
            throw new BadInputException("--count " + count + " must be at least 1");
        }
        PrintWriter out = spec.commandLine().getOut();
        long broken = 0;
        for (FileRows file : arguments.read()) {
            out.println("== " + Escape.line(file.options().path().toString()) + ": " + file.count() + " rows"
                    + (file.mapping().isEmpty() ? "" : ", mapping " + file.mapping()));
            file.rows().stream().limit(count).forEach(row -> show(out, row));
            for (BrokenRow row : file.firstBroken()) {
                out.println("broken: " + Escape.line(row.toString()));
            }
            broken += file.broken();
        }
        return broken == 0 ? 0 : Main.FAILURE;
    }

    private static void show(PrintWriter out, FileRows.Row row) {
        out.println();
        out.println("-- " + row.where() + (row.named() ? ", id " + Escape.line(row.id()) : ""));
        out.println(shortened(row.prompt()));
        out.println("-- reference: " + shortened(row.reference().read()));
        if (!row.metadata().isEmpty()) {
            out.println("-- metadata: " + Escape.line(row.metadata().toString()));
        }
    }

    private static String shortened(String text) {
        return text.length() <= MOST_CHARACTERS
                ? text
                : text.substring(0, MOST_CHARACTERS) + "… (" + text.length() + " characters)";
    }
}
