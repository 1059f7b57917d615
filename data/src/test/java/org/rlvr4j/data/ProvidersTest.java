package org.rlvr4j.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.data.internal.FilesSourceProvider;
import org.rlvr4j.testkit.ProvidersContract;

class ProvidersTest extends ProvidersContract {

    @TempDir
    static Path folder;

    @Override
    protected List<?> providers() {
        return List.of(new FilesSourceProvider());
    }

    @Override
    protected Optional<? extends Record> options(Object provider) {
        Path file = Lines.write(folder, "t.jsonl", "{\"prompt\": \"a\", \"answer\": \"1\"}");
        return Optional.of(FilesOptions.of(Lines.file(file, FileOptions.Use.TRAINING)));
    }
}
