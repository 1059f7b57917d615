package org.rlvr4j.runtime.gpu.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.learning.StepReport;
import org.rlvr4j.api.learning.TrainingBatch;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.runtime.gpu.internal.safetensors.SafetensorsFolder;

/** Steps give the same whatever the size of micro-batches, to rounding: 1e-5 in the loss, 2e-4 in a weight after two steps. */
class MicroBatchProperties {

    private static Path folder = Path.of("");
    private static float[] expected = new float[0];
    private static double expectedLoss;

    private record Outcome(float[] weights, StepReport report) {}

    @BeforeContainer
    static void train() throws IOException {
        folder = Files.createTempDirectory("rlvr4j-micro-batches");
        Outcome whole = train(1 << 20);
        expected = whole.weights();
        expectedLoss = whole.report().loss();
    }

    @AfterContainer
    static void delete() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static Outcome train(int microBatchTokens) throws IOException {
        Path model = TinyModels.folder(folder, "grouped");
        try (DjlPolicyRuntime runtime = TinyModels.open(
                model,
                TinyModels.LOSS,
                TinyModels.optimizer(1e-3),
                TinyModels.options(32768, microBatchTokens, 1 << 24))) {
            List<RolloutGroup> groups =
                    runtime.rolloutEngine().generate(TinyModels.request(5, 9, TokenSampler.UNCHANGED));
            TrainingBatch batch = TinyModels.batch(groups, TokenSampler.UNCHANGED);
            runtime.learner().step(batch);
            StepReport report = runtime.learner().step(batch);
            Path state = Files.createTempDirectory(folder, "state");
            runtime.saveState(state);
            return new Outcome(floats(Files.readAllBytes(state.resolve(SafetensorsFolder.SINGLE))), report);
        }
    }

    /** The numbers of a safetensors file, whose header has its length in front. */
    private static float[] floats(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position((int) (8 + bytes.getLong(0)));
        List<Float> values = new ArrayList<>();
        while (bytes.remaining() >= Float.BYTES) {
            values.add(bytes.getFloat());
        }
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return array;
    }

    @Property(tries = 25)
    void anySizeGivesTheSame(@ForAll @IntRange(min = 1, max = 600) int microBatchTokens) throws IOException {
        Outcome parts = train(microBatchTokens);
        assertEquals(expectedLoss, parts.report().loss(), 1e-5);
        assertArrayEquals(expected, parts.weights(), 2e-4f);
    }
}
