package org.rlvr4j.runtime.gpu.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The files of a model: a folder, or one that is shipped inside this module. */
final class ModelFiles {

    static final String WEIGHTS = "model.safetensors";
    static final String BUILTIN = "builtin:";

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

    byte[] bytes(String file) throws IOException {
        if (isBuiltin()) {
            try (InputStream in = ModelFiles.class.getResourceAsStream(resource(file))) {
                if (in == null) {
                    throw new IOException(where(file) + " does not exist");
                }
                return in.readAllBytes();
            }
        }
        Path path = Path.of(model, file);
        if (!Files.isRegularFile(path)) {
            throw new IOException(path + " does not exist");
        }
        return Files.readAllBytes(path);
    }

    Safetensors weights() throws IOException {
        if (isBuiltin()) {
            return Safetensors.parse(bytes(WEIGHTS), where(WEIGHTS));
        }
        Path path = Path.of(model, WEIGHTS);
        if (!Files.isRegularFile(path)) {
            throw new IOException(path + " does not exist");
        }
        return Safetensors.read(path);
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
