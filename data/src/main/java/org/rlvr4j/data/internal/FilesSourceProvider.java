package org.rlvr4j.data.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rlvr4j.api.data.ProblemSource;
import org.rlvr4j.api.spi.ProblemSourceProvider;
import org.rlvr4j.data.FileOptions;
import org.rlvr4j.data.FilesOptions;
import org.rlvr4j.data.FilesProblemSource;

/** Provides {@link FilesProblemSource} as {@code files}. */
public final class FilesSourceProvider implements ProblemSourceProvider<FilesOptions> {

    /** Creates the provider. */
    public FilesSourceProvider() {}

    @Override
    public String id() {
        return "files";
    }

    @Override
    public String description() {
        return "Reads problems from files (" + org.rlvr4j.data.row.RowFormat.NAMES
                + "), maps their columns, filters, splits and mixes them.";
    }

    @Override
    public Class<FilesOptions> optionsType() {
        return FilesOptions.class;
    }

    @Override
    public ProblemSource create(FilesOptions options) {
        return FilesProblemSource.read(options);
    }

    @Override
    public List<Path> missing(FilesOptions options) {
        return options.files().stream()
                .map(FileOptions::path)
                .filter(file -> !Files.isRegularFile(file))
                .toList();
    }
}
