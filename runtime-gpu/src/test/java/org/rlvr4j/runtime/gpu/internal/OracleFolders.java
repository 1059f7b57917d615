package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.rlvr4j.runtime.gpu.internal.safetensors.TensorFiles;

/** The folders that {@code make_oracles.py} made. */
final class OracleFolders {

    private OracleFolders() {}

    private static Path folder(String name) {
        URL url = Objects.requireNonNull(OracleFolders.class.getResource("/oracle/" + name), name);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Names of the oracle models. */
    static Stream<String> models() {
        try (Stream<Path> folders = Files.list(folder("models"))) {
            return folders.map(path -> path.getFileName().toString()).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path model(String name) {
        return folder("models/" + name);
    }

    static Path tokenizer(String name) {
        return folder("tokenizers/" + name);
    }

    static JsonNode oracle(String model) throws IOException {
        return TinyModels.JSON.readTree(model(model).resolve("oracle.json").toFile());
    }

    /** A copy of a model with a tokenizer whose words are its tokens. */
    static Path withWords(Path parent, String model) throws IOException {
        Path target = Files.createTempDirectory(parent, model);
        for (Path source : List.of(model(model), tokenizer("words"))) {
            try (Stream<Path> files = Files.list(source)) {
                for (Path file : files.toList()) {
                    if (!file.endsWith("oracle.json")) {
                        Files.copy(file, target.resolve(file.getFileName()));
                    }
                }
            }
        }
        return target;
    }

    /** A tensor's bytes as numbers of a type. */
    static byte[] bytes(NDManager manager, TensorFiles files, String name, DataType type) throws IOException {
        try (NDArray array = manager.create(files.shape(name), type)) {
            files.read(name, array);
            return array.toByteArray();
        }
    }
}
