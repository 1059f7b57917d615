package org.rlvr4j.runtime.gpu.internal.gguf;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.rlvr4j.runtime.gpu.InvalidGgufException;

/** A GGUF file that has been read and understood as a whole, ready to be written as a Hugging Face folder. */
public final class GgufConversion implements Closeable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final GgufFile file;
    private final List<ModelTensor> tensors;
    private final ObjectNode config;
    private final EmbeddedTokenizer tokenizer;
    private final int contextLength;

    private GgufConversion(
            GgufFile file,
            List<ModelTensor> tensors,
            ObjectNode config,
            EmbeddedTokenizer tokenizer,
            int contextLength) {
        this.file = file;
        this.tensors = tensors;
        this.config = config;
        this.tokenizer = tokenizer;
        this.contextLength = contextLength;
    }

    /** Is told after each tensor. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Is told how far the work is.
         *
         * @param done tensors that are written
         * @param total of how many
         * @return whether to go on
         */
        boolean written(int done, int total);
    }

    /**
     * Reads a file's header and checks all that it says.
     *
     * @param path the file; must stay as it is until this is closed
     * @return what can be written
     * @throws InvalidGgufException naming all that is wrong with it
     * @throws IOException if it cannot be read
     */
    public static GgufConversion open(Path path) throws IOException {
        GgufFile file = GgufFile.open(path);
        try {
            return understand(file, path.toString());
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static GgufConversion understand(GgufFile file, String where) throws IOException {
        GgufHeader header = file.header();
        GgufMetadata metadata = header.metadata();
        String architecture = metadata.string("general.architecture").orElse("(none)");
        if (!ModelLayout.ARCHITECTURES.contains(architecture)) {
            throw new InvalidGgufException(where + ": key general.architecture is " + architecture + ", supported are "
                    + String.join(", ", ModelLayout.ARCHITECTURES));
        }
        ModelLayout layout = new ModelLayout(header, architecture);
        List<ModelTensor> tensors = layout.tensors();
        layout.checkTensors(tensors);
        EmbeddedTokenizer tokenizer = new EmbeddedTokenizer(metadata, layout.vocabularySize());
        ObjectNode config = layout.config(divisors(file));
        tokenizer.describe(config);
        ObjectNode described = tokenizer.tokenizerConfig(layout.contextLength());
        if (!metadata.mistakes().isEmpty()) {
            throw new InvalidGgufException(
                    where, metadata.mistakes().stream().distinct().toList());
        }
        return new GgufConversion(
                file,
                tensors,
                config,
                tokenizer,
                described.path("model_max_length").asInt());
    }

    private static Optional<float[]> divisors(GgufFile file) throws IOException {
        GgufTensor tensor = file.header().tensors().get(RopeScaling.FACTORS);
        if (tensor == null || tensor.shape().length != 1) {
            return Optional.empty();
        }
        float[][] divisors = {{}};
        file.rows(tensor, RowOrder.UNCHANGED, row -> divisors[0] = row.clone());
        return Optional.of(divisors[0]);
    }

    /**
     * Returns the architecture.
     *
     * @return such as {@code LlamaForCausalLM}
     */
    public String architecture() {
        return config.path("architectures").path(0).asText();
    }

    /**
     * Returns the number of weights.
     *
     * @return weights
     */
    public long parameterCount() {
        return tensors.stream()
                .mapToLong(tensor -> {
                    long elements = 1;
                    for (long size : tensor.shape()) {
                        elements *= size;
                    }
                    return elements;
                })
                .sum();
    }

    /**
     * Writes the folder's files; no more than a row of a tensor is in memory at a time.
     *
     * @param folder an existing, empty folder
     * @param format how weights are written
     * @param listener is told after each tensor
     * @return whether all is written, and not stopped by the listener
     * @throws IOException if the file cannot be read or the folder not be written
     */
    public boolean write(Path folder, WeightFormat format, Listener listener) throws IOException {
        config.put("torch_dtype", format.name().toLowerCase(java.util.Locale.ROOT));
        write(folder.resolve("config.json"), config);
        write(folder.resolve("tokenizer.json"), tokenizer.tokenizer());
        write(folder.resolve("tokenizer_config.json"), tokenizer.tokenizerConfig(contextLength));
        write(folder.resolve("generation_config.json"), tokenizer.generationConfig());
        try (SafetensorsSink sink = new SafetensorsSink(folder.resolve("model.safetensors"), tensors, format)) {
            int done = 0;
            for (ModelTensor tensor : tensors) {
                copy(tensor, sink);
                if (!listener.written(++done, tensors.size())) {
                    return false;
                }
            }
            sink.finish();
        } catch (InternalError e) {
            // what Java throws where mapped memory is no longer backed by the file
            throw new IOException("the GGUF file was cut while it was read", e);
        }
        return true;
    }

    private void copy(ModelTensor tensor, SafetensorsSink sink) throws IOException {
        GgufTensor source = file.header().tensors().get(tensor.fileName());
        if (source == null) {
            throw new IllegalStateException("no tensor " + tensor.fileName());
        }
        if (tensor.shape().length == 1) {
            file.rows(source, RowOrder.UNCHANGED, row -> sink.write(inOrder(row, tensor.order())));
        } else {
            file.rows(source, tensor.order(), sink::write);
        }
    }

    /** Of a bias the elements are what rows are of its matrix. */
    private static float[] inOrder(float[] values, RowOrder order) {
        float[] ordered = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            ordered[i] = values[(int) order.source(i)];
        }
        return ordered;
    }

    private static void write(Path file, ObjectNode json) throws IOException {
        Files.write(
                file,
                JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.SYNC,
                StandardOpenOption.WRITE);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
