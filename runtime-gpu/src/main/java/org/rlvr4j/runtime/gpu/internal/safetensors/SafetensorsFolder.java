package org.rlvr4j.runtime.gpu.internal.safetensors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a Hugging Face folder: {@code model.safetensors}, or several files that
 * {@code model.safetensors.index.json} names the tensors of. The index is untrusted input: it cannot name a file outside
 * its folder, and must agree with what its files hold.
 */
public final class SafetensorsFolder implements TensorFiles {

    /** The only file of a model that is not cut into several. */
    public static final String SINGLE = "model.safetensors";

    /** Says which file holds which tensor. */
    public static final String INDEX = "model.safetensors.index.json";

    /** Models above this many bytes are written as several files. */
    public static final long SHARD_BYTES = 5_000_000_000L;

    private static final Pattern SHARD = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,200}\\.safetensors");
    private static final int MAX_SHARDS = 10_000;
    private static final int MAX_MISTAKES = 100;
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private final Path index;
    private final Map<String, Safetensors> shardOf;

    private SafetensorsFolder(Path index, Map<String, Safetensors> shardOf) {
        this.index = index;
        this.shardOf = shardOf;
    }

    /**
     * Reads the headers of a folder's weights.
     *
     * @throws IOException if there are none, or they are damaged; the message names the file
     */
    public static TensorFiles read(Path folder) throws IOException {
        Path single = folder.resolve(SINGLE);
        if (Files.isRegularFile(single)) {
            return Safetensors.read(single);
        }
        Path index = folder.resolve(INDEX);
        if (!Files.isRegularFile(index)) {
            throw new IOException(single + " does not exist, nor does " + INDEX + " beside it");
        }
        return new Reader(folder, index).read();
    }

    /** Collects what is wrong with an index and its files. */
    private static final class Reader {
        private final Path folder;
        private final Path index;
        private final List<String> wrong = new ArrayList<>();

        Reader(Path folder, Path index) {
            this.folder = folder;
            this.index = index;
        }

        SafetensorsFolder read() throws IOException {
            Map<String, Set<String>> namesByFile = namesByFile();
            Map<String, Safetensors> shardOf = new LinkedHashMap<>();
            namesByFile.forEach((file, names) -> {
                Safetensors shard = open(file);
                if (shard == null) {
                    return;
                }
                Set<String> unlisted = new TreeSet<>(shard.names());
                unlisted.removeAll(names);
                unlisted.forEach(
                        name -> wrong.add(file + " has the tensor " + name + ", which the index does not list"));
                for (String name : names) {
                    if (shard.names().contains(name)) {
                        shardOf.put(name, shard);
                    } else {
                        wrong.add(file + " lacks the tensor " + name);
                    }
                }
            });
            orThrow();
            return new SafetensorsFolder(index, shardOf);
        }

        private Map<String, Set<String>> namesByFile() throws IOException {
            JsonNode map;
            try {
                map = JSON.readTree(Files.readAllBytes(index)).path("weight_map");
            } catch (JsonProcessingException e) {
                throw new IOException(index + " is not JSON: " + e.getOriginalMessage(), e);
            }
            if (!map.isObject() || map.isEmpty()) {
                throw new IOException(index + " lacks the object weight_map");
            }
            Map<String, Set<String>> namesByFile = new TreeMap<>();
            for (Map.Entry<String, JsonNode> field : map.properties()) {
                String file = field.getValue().asText();
                if (SHARD.matcher(file).matches()) {
                    namesByFile.computeIfAbsent(file, f -> new TreeSet<>()).add(field.getKey());
                } else {
                    wrong.add("the tensor " + field.getKey() + " is said to be in " + field.getValue()
                            + ", which is not the plain name of a .safetensors file");
                }
            }
            if (namesByFile.size() > MAX_SHARDS) {
                throw new IOException(
                        index + " names " + namesByFile.size() + " files; it can name at most " + MAX_SHARDS);
            }
            return namesByFile;
        }

        private @Nullable Safetensors open(String file) {
            Path path = folder.resolve(file);
            if (!Files.isRegularFile(path)) {
                wrong.add("the file " + file + " does not exist");
                return null;
            }
            try {
                return Safetensors.read(path);
            } catch (IOException e) {
                wrong.add(String.valueOf(e.getMessage()));
                return null;
            }
        }

        private void orThrow() throws IOException {
            if (!wrong.isEmpty()) {
                throw new IOException(index + ": " + summary(wrong));
            }
        }
    }

    /** Joins mistakes, the first hundred of them one by one. */
    public static String summary(List<String> mistakes) {
        String first = String.join("; ", mistakes.subList(0, Math.min(MAX_MISTAKES, mistakes.size())));
        return mistakes.size() > MAX_MISTAKES ? first + "; and " + (mistakes.size() - MAX_MISTAKES) + " more" : first;
    }

    @Override
    public Set<String> names() {
        return shardOf.keySet();
    }

    private Safetensors shard(String name) {
        Safetensors shard = shardOf.get(name);
        if (shard == null) {
            throw new IllegalArgumentException(index + " lacks the tensor " + name);
        }
        return shard;
    }

    @Override
    public String where(String name) {
        Safetensors shard = shardOf.get(name);
        return shard == null ? index.toString() : shard.where(name);
    }

    @Override
    public Shape shape(String name) {
        return shard(name).shape(name);
    }

    @Override
    public DataType type(String name) {
        return shard(name).type(name);
    }

    @Override
    public void read(String name, NDArray target) throws IOException {
        shard(name).read(name, target);
    }

    /**
     * Writes tensors in the order given and syncs, as one file or, above a size, as several with their index.
     *
     * @param folder holds no weights yet
     * @param tensors by name
     * @param shardBytes the most bytes of a file that holds more than one tensor
     */
    public static void write(Path folder, Map<String, NDArray> tensors, long shardBytes) throws IOException {
        Map<String, String> metadata = Map.of("format", "pt");
        List<Map<String, NDArray>> shards = shards(tensors, shardBytes);
        if (shards.size() == 1) {
            Safetensors.write(folder.resolve(SINGLE), tensors, metadata);
            return;
        }
        ObjectNode root = JSON.createObjectNode();
        root.putObject("metadata")
                .put(
                        "total_size",
                        tensors.values().stream().mapToLong(Safetensors::bytes).sum());
        ObjectNode map = root.putObject("weight_map");
        for (int i = 0; i < shards.size(); i++) {
            String file = String.format("model-%05d-of-%05d.safetensors", i + 1, shards.size());
            Safetensors.write(folder.resolve(file), shards.get(i), metadata);
            shards.get(i).keySet().forEach(name -> map.put(name, file));
        }
        byte[] json = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
        try (FileChannel channel =
                FileChannel.open(folder.resolve(INDEX), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(json);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private static List<Map<String, NDArray>> shards(Map<String, NDArray> tensors, long shardBytes) {
        List<Map<String, NDArray>> shards = new ArrayList<>();
        Map<String, NDArray> shard = new LinkedHashMap<>();
        long bytes = 0;
        for (Map.Entry<String, NDArray> tensor : tensors.entrySet()) {
            long size = Safetensors.bytes(tensor.getValue());
            if (!shard.isEmpty() && bytes + size > shardBytes) {
                shards.add(shard);
                shard = new LinkedHashMap<>();
                bytes = 0;
            }
            shard.put(tensor.getKey(), tensor.getValue());
            bytes += size;
        }
        shards.add(shard);
        return shards;
    }
}
