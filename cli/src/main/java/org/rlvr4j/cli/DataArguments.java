package org.rlvr4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.data.FieldOptions;
import org.rlvr4j.data.FileOptions;
import org.rlvr4j.data.FileRows;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Files of problems, and what their columns mean. */
final class DataArguments {

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files of problems: .jsonl, .ndjson, .json (each also with .gz) or .parquet.")
    List<Path> files = new ArrayList<>();

    @Mixin
    ColumnArguments columns = new ColumnArguments();

    /** Reads the files; a mistake in the arguments, or a file that cannot be read, is bad input. */
    List<FileRows> read() {
        return read(files, columns.mapping, true);
    }

    /** Reads other files, whose columns may mean other things. */
    List<FileRows> read(List<Path> others, String theirMapping, boolean fields) {
        List<FileRows> rows = new ArrayList<>();
        List<String> mistakes = new ArrayList<>();
        for (Path file : others) {
            try {
                rows.add(FileRows.read(options(file, theirMapping, fields)));
            } catch (InvalidOptionException e) {
                e.mistakes().forEach(mistake -> mistakes.add(mistake.option() + ": " + mistake.message()));
            } catch (IOException e) {
                mistakes.add(String.valueOf(e.getMessage()));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new BadInputException(String.join(
                    "; ", mistakes.stream().distinct().map(Escape::line).toList()));
        }
        return rows;
    }

    private FileOptions options(Path file, String theirMapping, boolean fields) {
        return fields
                ? columns.options(file, FileOptions.Use.TRAINING)
                : new FileOptions(
                        file,
                        "",
                        FileOptions.Use.TRAINING,
                        theirMapping,
                        new FieldOptions("", "", "", ""),
                        "{prompt}",
                        0,
                        0);
    }
}
