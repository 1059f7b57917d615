package org.rlvr4j.trainer.run;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.fuzzing.Bounds;
import org.rlvr4j.fuzzing.InputFile;

/**
 * Any bytes are the file of a run folder, whole or damaged. The first byte says which: the loop's state with its true
 * checksum, the checksums, metrics, or an evaluation.
 */
public final class CheckpointTarget {

    private static final Bounds BOUNDS = new Bounds(1 << 20, 600);
    private static final String CHECKPOINT = "checkpoints/step-00000003";
    private static final PolicyRuntime POLICY = (PolicyRuntime) Proxy.newProxyInstance(
            PolicyRuntime.class.getClassLoader(), new Class<?>[] {PolicyRuntime.class}, (proxy, method, arguments) -> {
                if (method.getReturnType() != void.class) {
                    throw new IllegalStateException("a restored run asks the policy for " + method.getName());
                }
                return null;
            });

    private CheckpointTarget() {}

    /** Reads a file of a run folder. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        if (input.length == 0) {
            return;
        }
        byte[] content = Arrays.copyOfRange(input, 1, input.length);
        switch (input[0]) {
            case 'c' -> restore(input.length, "{\"completed\":3,\"cursor\":12,\"history\":{}}", content);
            case 'm' -> {
                Path file = InputFile.write("metrics.jsonl", content);
                hold(input.length, () -> MetricsFile.cut(file, 2));
            }
            case 'e' -> {
                Path file = InputFile.write("evaluation.json", content);
                hold(input.length, () -> EvaluationFile.readOutcomes(file));
            }
            default -> restore(input.length, content, checksums(content));
        }
    }

    private static byte[] checksums(byte[] loop) throws IOException {
        String sum = Checkpoints.sha256(new ByteArrayInputStream(loop));
        return ("{\"loop.json\":\"" + sum + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    private static void restore(int length, String loop, byte[] checksums) throws Exception {
        restore(length, loop.getBytes(StandardCharsets.UTF_8), checksums);
    }

    private static void restore(int length, byte[] loop, byte[] checksums) throws Exception {
        Path folder = InputFile.folder("checkpoints");
        InputFile.folder(CHECKPOINT);
        InputFile.write(CHECKPOINT + "/loop.json", loop);
        InputFile.write(CHECKPOINT + "/checksums.json", checksums);
        hold(length, () -> new Checkpoints(folder, 1).restoreLatest(POLICY, line -> {}));
    }

    private static void hold(int length, Bounds.Reading reading) throws Exception {
        BOUNDS.hold(length, () -> {
            try {
                reading.run();
            } catch (IOException e) {
                // refused, as documented
            }
        });
    }
}
