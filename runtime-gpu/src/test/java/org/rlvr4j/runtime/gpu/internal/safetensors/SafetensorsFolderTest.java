package org.rlvr4j.runtime.gpu.internal.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.runtime.gpu.internal.text.Offline;

class SafetensorsFolderTest {

    @TempDir
    private Path folder;

    private final NDManager manager;

    SafetensorsFolderTest() {
        Offline.require();
        manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    }

    @BeforeEach
    void writeShards() throws IOException {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        tensors.put("a", manager.create(new float[] {1, 2}));
        tensors.put("b", manager.create(new float[] {3, 4, 5, 6}, new Shape(2, 2)));
        tensors.put("c", manager.create(new float[] {7}));
        SafetensorsFolder.write(folder, tensors, 12);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private void index(String weightMap) throws IOException {
        Files.writeString(folder.resolve(SafetensorsFolder.INDEX), "{\"weight_map\":" + weightMap + "}");
    }

    private void assertRefused(String... says) {
        IOException e = assertThrows(IOException.class, () -> SafetensorsFolder.read(folder));
        for (String part : says) {
            assertTrue(String.valueOf(e.getMessage()).contains(part), () -> part + " should be in " + e.getMessage());
        }
    }

    @Test
    void shardsAreReadBackAsTheyWereWritten() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of(
                            "model-00001-of-00003.safetensors",
                            "model-00002-of-00003.safetensors",
                            "model-00003-of-00003.safetensors",
                            SafetensorsFolder.INDEX),
                    files.map(path -> path.getFileName().toString()).sorted().toList());
        }
        TensorFiles read = SafetensorsFolder.read(folder);
        assertEquals(3, read.names().size());
        try (NDArray target = manager.create(new Shape(2, 2))) {
            read.read("b", target);
            assertArrayEquals(new float[] {3, 4, 5, 6}, target.toFloatArray());
        }
        assertTrue(read.where("b").endsWith("model-00002-of-00003.safetensors"));
    }

    @Test
    void anIndexCannotNameFilesOutsideItsFolder() throws IOException {
        Path outside = Files.createTempFile("outside", ".safetensors");
        index("{\"a\":\"../" + outside.getFileName() + "\",\"b\":\"" + outside
                + "\",\"c\":\"..\\\\x.safetensors\",\"d\":\".hidden.safetensors\",\"e\":\"model.bin\",\"f\":7}");
        assertRefused(SafetensorsFolder.INDEX, "tensor a", "tensor b", "tensor c", "tensor d", "tensor e", "tensor f");
        Files.delete(outside);
    }

    @Test
    void whatIndexAndFilesDisagreeOnIsAllNamed() throws IOException {
        index("{\"a\":\"model-00001-of-00003.safetensors\",\"x\":\"model-00001-of-00003.safetensors\","
                + "\"c\":\"model-00002-of-00003.safetensors\",\"y\":\"nowhere.safetensors\"}");
        assertRefused(
                "model-00001-of-00003.safetensors lacks the tensor x",
                "model-00002-of-00003.safetensors lacks the tensor c",
                "model-00002-of-00003.safetensors has the tensor b, which the index does not list",
                "nowhere.safetensors does not exist");
    }

    @Test
    void damagedIndexesAndShardsAreRefusedByName() throws IOException {
        byte[] shard = Files.readAllBytes(folder.resolve("model-00002-of-00003.safetensors"));
        Files.write(folder.resolve("model-00002-of-00003.safetensors"), new byte[] {1, 2, 3});
        assertRefused("model-00002-of-00003.safetensors", "too short");
        Files.write(folder.resolve("model-00002-of-00003.safetensors"), shard);
        for (String content : List.of("", "[]", "{}", "nonsense", "{\"weight_map\":{}}", "{\"weight_map\":[]}")) {
            Files.writeString(folder.resolve(SafetensorsFolder.INDEX), content);
            assertRefused(SafetensorsFolder.INDEX);
        }
        index("{\"a\":\"model-00001-of-00003.safetensors\",\"a\":\"model-00002-of-00003.safetensors\"}");
        assertRefused(SafetensorsFolder.INDEX, "Duplicate");
        Files.delete(folder.resolve(SafetensorsFolder.INDEX));
        assertRefused(SafetensorsFolder.SINGLE, SafetensorsFolder.INDEX);
    }

    @Test
    void manyMistakesAreCounted() {
        List<String> mistakes =
                IntStream.range(0, 250).mapToObj(i -> "mistake " + i).toList();
        String summary = SafetensorsFolder.summary(mistakes);
        assertTrue(summary.contains("mistake 99;") && summary.endsWith("and 150 more"), summary);
    }
}
