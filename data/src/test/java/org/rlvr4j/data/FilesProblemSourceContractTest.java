package org.rlvr4j.data;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.data.ProblemSource;
import org.rlvr4j.testkit.ProblemSourceContract;

class FilesProblemSourceContractTest extends ProblemSourceContract {

    @TempDir
    static Path folder;

    @Override
    protected ProblemSource source() {
        Path training = Lines.write(
                folder,
                "train.jsonl",
                "{\"question\": \"Two and two?\", \"answer\": \"#### 4\"}",
                "{\"question\": \"Sold?\", \"answer\": \"#### 1,450\"}");
        Path heldOut = Lines.write(folder, "test.jsonl", "{\"question\": \"Three?\", \"answer\": \"#### 3\"}");
        return FilesProblemSource.read(FilesOptions.of(
                Lines.file(training, FileOptions.Use.TRAINING), Lines.file(heldOut, FileOptions.Use.HELD_OUT)));
    }
}
