package org.rlvr4j.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.api.spi.OptionSchema;

/** Files and options that the tests make. */
final class Lines {

    private Lines() {}

    static Path write(Path folder, String name, String... lines) {
        try {
            return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static FieldOptions noFields() {
        return OptionSchema.of(FieldOptions.class).defaults();
    }

    static FileOptions file(Path path, FileOptions.Use use) {
        return new FileOptions(path, "", use, "auto", noFields(), "{prompt}", 0, 0);
    }

    static FileOptions mapped(Path path, String mapping) {
        return new FileOptions(path, "", FileOptions.Use.TRAINING, mapping, noFields(), "{prompt}", 0, 0);
    }

    static String messages(InvalidOptionException e) {
        return e.mistakes().stream()
                .map(mistake -> mistake.option() + ": " + mistake.message())
                .collect(Collectors.joining("\n"));
    }
}
