package org.rlvr4j.cli;

import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where rows come from.
 *
 * @param argument what {@code --input} says: a file, or {@link #STANDARD}
 */
record RowInput(String argument) {

    /** Standard input, and as an output standard output. */
    static final String STANDARD = "-";

    String name() {
        return argument.equals(STANDARD) ? "standard input" : argument;
    }

    /**
     * Opens it.
     *
     * @param output where the rows that are made of it go
     * @throws BadInputException if it is no file, or the output is the same
     */
    InputStream open(String output) throws IOException {
        if (argument.equals(STANDARD)) {
            return new FilterInputStream(System.in) {
                @Override
                public void close() {
                    // it is not ours, and a thread may wait for it
                }
            };
        }
        Path path = Path.of(argument);
        if (Files.isDirectory(path)) {
            throw new BadInputException("--input " + path + " is a folder; name a file");
        }
        if (!Files.exists(path)) {
            throw new BadInputException("--input " + path + ": there is no such file");
        }
        if (!output.isEmpty() && Files.exists(Path.of(output)) && Files.isSameFile(path, Path.of(output))) {
            throw new BadInputException("--output " + output + " is the input; name another file");
        }
        return new FileInputStream(path.toFile());
    }

    /** How many bytes there will be; 0 where nobody knows. */
    long size() throws IOException {
        Path path = Path.of(argument);
        return Files.isRegularFile(path) ? Files.size(path) : 0;
    }
}
