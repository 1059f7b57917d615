package org.rlvr4j.runtime.gpu.internal.gguf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that src/test/python/gguf_oracle.py made. */
final class TestFiles {

    private TestFiles() {}

    static byte[] bytes(String name) throws IOException {
        try (InputStream in = TestFiles.class.getResourceAsStream("/oracle/gguf/" + name)) {
            if (in == null) {
                throw new IOException("there is no test file " + name);
            }
            return in.readAllBytes();
        }
    }

    static Path copy(String name, Path folder) throws IOException {
        return Files.write(folder.resolve(name), bytes(name));
    }
}
