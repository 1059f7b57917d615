package org.rlvr4j.runtime.gpu.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlvr4j.api.learning.ModelShape;
import org.rlvr4j.runtime.gpu.internal.safetensors.SafetensorsFolder;

/** Reading a model takes at most its own size and its largest tensor's, mapped pages counted. */
class LoadingMemoryTest {

    private static final ModelConfig CONFIG = ModelConfig.of(new ModelShape(6, 512, 8, 8, 1408, 64), 20_000, 0);

    /** The JVM's own movements between the two readings. */
    private static final long SLACK = 24L << 20;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 20_000_000})
    @EnabledOnOs(OS.LINUX)
    void neverHoldsMoreThanTheModelAndItsLargestTensor(long shardBytes) throws IOException {
        TorchEngine torch = TorchEngine.start(TinyModels.options());
        long bytes = 0;
        long largest = 0;
        try (NDManager manager = torch.newManager()) {
            Map<String, NDArray> tensors = new LinkedHashMap<>();
            for (DecoderLayout.Slot slot : DecoderLayout.slots(CONFIG)) {
                for (int part = 0; part < slot.parts().size(); part++) {
                    NDArray tensor = manager.ones(slot.partShape(part));
                    tensors.put(slot.parts().get(part), tensor);
                    bytes += tensor.size() * Float.BYTES;
                    largest = Math.max(largest, tensor.size() * Float.BYTES);
                }
            }
            SafetensorsFolder.write(folder, tensors, shardBytes);
        }
        assertTrue(bytes > 100L << 20 && largest < bytes / 2, bytes + " bytes, the largest of " + largest);
        try (NDManager manager = torch.newManager()) {
            System.gc();
            // the peak counts from here
            Files.writeString(Path.of("/proc/self/clear_refs"), "5");
            long before = status("VmRSS");
            DecoderWeights weights =
                    DecoderWeights.read(manager, CONFIG, DataType.FLOAT32, new ModelFiles(folder.toString()).weights());
            long grown = status("VmHWM") - before;
            assertEquals(bytes / Float.BYTES, weights.parameterCount());
            assertTrue(
                    grown <= bytes + largest + SLACK,
                    "reading " + bytes + " bytes, the largest tensor of " + largest + ", took " + grown);
        }
    }

    private static long status(String key) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(key + ":"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findAny()
                .orElseThrow();
    }
}
