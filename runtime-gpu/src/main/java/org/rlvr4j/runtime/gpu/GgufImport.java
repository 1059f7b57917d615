package org.rlvr4j.runtime.gpu;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.rlvr4j.runtime.gpu.internal.gguf.GgufConversion;
import org.rlvr4j.runtime.gpu.internal.gguf.WeightFormat;

/**
 * Makes a Hugging Face folder of a GGUF file, the format of llama.cpp: weights, tokenizer, chat template, configuration.
 *
 * <p>Read are versions 2 and 3, the architectures {@code llama}, {@code qwen2} and {@code qwen3}, tensors of the types F32, F16,
 * BF16, Q8_0, Q4_0, Q4_1 and Q6_K. The file is untrusted input. Memory is needed for its header and one row of a tensor.
 */
public final class GgufImport {

    /** How weights are written. */
    public enum WeightType {
        /** 4 bytes, without loss. */
        FLOAT32(WeightFormat.FLOAT32),
        /** 2 bytes, rounded to 8 significant bits. */
        BFLOAT16(WeightFormat.BFLOAT16),
        /** 2 bytes, rounded to 11 significant bits; what is larger than 65504 becomes infinite. */
        FLOAT16(WeightFormat.FLOAT16);

        private final WeightFormat format;

        WeightType(WeightFormat format) {
            this.format = format;
        }
    }

    /** Is told how far the work is, and says whether it goes on. */
    @FunctionalInterface
    public interface Listener {

        /**
         * Is told after each tensor.
         *
         * @param done tensors that are written
         * @param total of how many
         * @return whether to go on
         */
        boolean written(int done, int total);
    }

    /**
     * What was made.
     *
     * @param architecture such as {@code LlamaForCausalLM}
     * @param parameters the number of weights
     * @param complete false where the listener stopped the work; then there is no folder
     */
    public record Imported(String architecture, long parameters, boolean complete) {}

    private GgufImport() {}

    /**
     * Imports a file.
     *
     * @param file the GGUF file
     * @param folder must be missing or empty; comes into being when all is written, so whatever ends the work early leaves
     *     nothing under its name
     * @param type how weights are written
     * @param listener is told after each tensor
     * @return what was made
     * @throws InvalidGgufException if the file is damaged or has something that cannot be imported; the message names all of it
     * @throws FileAlreadyExistsException if the folder's name is a file's, or the folder is not empty
     * @throws IOException if the file cannot be read or the folder not be written
     */
    public static Imported run(Path file, Path folder, WeightType type, Listener listener) throws IOException {
        requireFree(folder);
        try (GgufConversion conversion = GgufConversion.open(file)) {
            Path target = folder.toAbsolutePath().normalize();
            Path parent = target.getParent();
            if (parent == null) {
                throw new FileAlreadyExistsException(folder.toString());
            }
            Files.createDirectories(parent);
            Path unfinished = Files.createDirectory(parent.resolve("." + target.getFileName() + ".unfinished-"
                    + ProcessHandle.current().pid()));
            try {
                boolean complete = conversion.write(unfinished, type.format, listener::written);
                if (complete) {
                    Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
                }
                return new Imported(conversion.architecture(), conversion.parameterCount(), complete);
            } catch (DirectoryNotEmptyException e) {
                throw new FileAlreadyExistsException(folder.toString());
            } finally {
                delete(unfinished);
            }
        }
    }

    private static void requireFree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new FileAlreadyExistsException(folder.toString(), null, "is a file; name a folder");
        }
        try (Stream<Path> existing = Files.list(folder)) {
            if (existing.findAny().isPresent()) {
                throw new FileAlreadyExistsException(
                        folder.toString(), null, "is not empty and nothing is overwritten; name another folder");
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            List<Path> paths;
            try (Stream<Path> all = Files.walk(folder)) {
                paths = all.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path path : paths) {
                Files.delete(path);
            }
        }
    }
}
