package org.rlvr4j.runtime.gpu.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.rlvr4j.runtime.gpu.internal.safetensors.Safetensors;
import org.rlvr4j.runtime.gpu.internal.safetensors.SafetensorsFolder;
import org.rlvr4j.runtime.gpu.internal.safetensors.TensorFiles;

/** The files of a model: a folder, or one that is shipped inside this module. */
final class ModelFiles {

    static final String BUILTIN = "builtin:";

    /** No file but the weights is larger; the largest tokenizers have some 30 MB. */
    private static final long MAX_BYTES = 1L << 29;

    private final String model;

    ModelFiles(String model) throws IOException {
        this.model = model;
        if (isBuiltin() ? ModelFiles.class.getResource(resource(ModelConfig.FILE)) == null : !isFolder(model)) {
            throw new IOException("there is no model " + model + ": "
                    + (isBuiltin() ? "shipped is builtin:countdown-base" : "no such folder"));
        }
    }

    private static boolean isFolder(String name) {
        try {
            return Files.isDirectory(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private boolean isBuiltin() {
        return model.startsWith(BUILTIN);
    }

    private String resource(String file) {
        return "/org/rlvr4j/runtime/gpu/models/" + model.substring(BUILTIN.length()) + "/" + file;
    }

    String where(String file) {
        return isBuiltin() ? model + "/" + file : Path.of(model, file).toString();
    }

    /** The content of a file that must be there. */
    byte[] bytes(String file) throws IOException {
        return find(file).orElseThrow(() -> new IOException(where(file) + " does not exist"));
    }

    /** The content of a file that may be there. */
    Optional<byte[]> find(String file) throws IOException {
        if (isBuiltin()) {
            try (InputStream in = ModelFiles.class.getResourceAsStream(resource(file))) {
                return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
            }
        }
        Path path = Path.of(model, file);
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        if (Files.size(path) > MAX_BYTES) {
            throw new IOException(path + " has " + Files.size(path) + " bytes; it can have at most " + MAX_BYTES);
        }
        return Optional.of(Files.readAllBytes(path));
    }

    TensorFiles weights() throws IOException {
        return isBuiltin()
                ? Safetensors.parse(bytes(SafetensorsFolder.SINGLE), where(SafetensorsFolder.SINGLE))
                : SafetensorsFolder.read(Path.of(model));
    }

    /** Writes a small file and syncs it. */
    static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }
}
