package org.rlvr4j.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.ModelShape;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.runtime.gpu.DjlOptions;
import org.rlvr4j.runtime.gpu.DjlRuntimeProvider;

/**
 * Decodes a batch of 64 with random weights of SmolLM2-135M's shape and holds the time of a step against what the machine
 * could do at best: reading every weight and every cached key and value once at its memory bandwidth, and computing every
 * matrix product at its best rate. Both are measured in the same run, in turn with the decoding.
 */
public final class DecodingSpeed {

    /** SmolLM2-135M: 134.5 million weights, tied head. */
    static final ModelShape SHAPE = new ModelShape(30, 576, 9, 3, 1536, 8192);

    static final int VOCABULARY = 49152;
    private static final int ROWS = 64;
    private static final int PROMPTS = 8;
    private static final int PROMPT = 64;
    private static final int STEPS = 32;

    /** Wide enough for the best rate of the engine's matrix product. */
    private static final int SQUARE = 1536;

    /** Far beyond every cache. */
    private static final long COPIED = 1L << 26;

    private DecodingSpeed() {}

    /**
     * Measures and prints.
     *
     * @param args the engine's threads, 0 takes every core; rounds; and optionally a file for PyTorch's profile of one
     *     round instead
     * @throws IOException if temporary files cannot be written, or the system does not tell its memory
     */
    public static void main(String[] args) throws IOException {
        DjlOptions defaults = OptionSchema.of(DjlOptions.class).defaults();
        DjlOptions options = new DjlOptions(
                DjlOptions.DeviceChoice.CPU,
                Integer.parseInt(args[0]),
                defaults.generationTokens(),
                defaults.microBatchTokens(),
                defaults.logitElements(),
                defaults.recompute(),
                defaults.dtype());
        Path folder = Files.createTempDirectory("rlvr4j-benchmark");
        try (PolicyRuntime runtime = open(options, folder)) {
            System.out.printf(
                    Locale.ROOT,
                    "%s; %,d weights; load average %s%n",
                    runtime.description(),
                    runtime.parameterCount(),
                    Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
            if (args.length > 2) {
                profile(Path.of(args[2]), runtime);
                return;
            }
            measure(runtime, Integer.parseInt(args[1]));
        } finally {
            Ratios.delete(folder);
        }
        System.out.printf(Locale.ROOT, "peak resident memory %.0f MiB%n", LargeModel.peakMebibytes());
    }

    private static PolicyRuntime open(DjlOptions options, Path folder) throws IOException {
        DjlRuntimeProvider provider = new DjlRuntimeProvider();
        provider.initialise(options, folder, SHAPE, alphabet(), 1);
        OptimizerOptions optimizer = OptionSchema.of(OptimizerOptions.class).defaults();
        LossOptions loss = OptionSchema.of(LossOptions.class).defaults();
        return provider.open(options, new PolicySpec(folder.toString(), loss, optimizer, 1));
    }

    /** As many characters as the vocabulary has tokens beside the stop token. */
    static String alphabet() {
        StringBuilder alphabet = new StringBuilder();
        for (char c = 1; alphabet.length() < VOCABULARY - 1; c++) {
            if (!Character.isSurrogate(c)) {
                alphabet.append(c);
            }
        }
        return alphabet.toString();
    }

    private static void generate(PolicyRuntime runtime, int tokens) {
        List<Problem> problems = IntStream.range(0, PROMPTS)
                .mapToObj(p ->
                        new Problem("p" + p, String.valueOf((char) ('a' + p)).repeat(PROMPT), ""))
                .toList();
        runtime.rolloutEngine()
                .generate(new SamplingRequest(
                        problems,
                        ROWS / PROMPTS,
                        tokens,
                        TokenSampler.UNCHANGED,
                        new RandomStreams(1),
                        "benchmark",
                        0,
                        0));
    }

    private static void measure(PolicyRuntime runtime, int rounds) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray square = manager.randomNormal(0, 1, new Shape(SQUARE, SQUARE), DataType.FLOAT32);
            NDArray source = manager.ones(new Shape(COPIED));
            double[][] seconds = Interleaved.time(
                    rounds,
                    () -> generate(runtime, 1),
                    () -> generate(runtime, 1 + STEPS),
                    () -> square.matMul(square).close(),
                    () -> source.sum().close());
            double[] step = new double[rounds];
            double[] products = new double[rounds];
            double[] reading = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                step[round] = (seconds[1][round] - seconds[0][round]) / STEPS;
                products[round] = operations() / (2.0 * SQUARE * SQUARE * SQUARE / seconds[2][round]);
                reading[round] = bytes(runtime) / (COPIED * Float.BYTES / seconds[3][round]);
            }
            report(runtime, step, products, reading, seconds);
        }
    }

    private static void report(
            PolicyRuntime runtime, double[] step, double[] products, double[] reading, double[][] seconds) {
        double rate = 2.0 * SQUARE * SQUARE * SQUARE / Interleaved.median(seconds[2]) / 1e9;
        double bandwidth = COPIED * Float.BYTES / Interleaved.median(seconds[3]) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "a step of %d rows at %d to %d positions: %.1f GFLOP of matrix products, %.2f GB of weights and cache%n",
                ROWS,
                PROMPT,
                PROMPT + STEPS,
                operations() / 1e9,
                bytes(runtime) / 1e9);
        System.out.printf(
                Locale.ROOT, "the machine: %.0f GFLOP/s of matrix products, %.1f GB/s read%n", rate, bandwidth);
        System.out.println(Interleaved.line("step / bound of the matrix products", step, products));
        System.out.println(Interleaved.line("step / bound of the memory bandwidth", step, reading));
        boolean computing = Interleaved.median(products) > Interleaved.median(reading);
        double[] binding = computing ? products : reading;
        double[] share = new double[step.length];
        Arrays.setAll(share, i -> 100 * binding[i] / step[i]);
        Arrays.sort(share);
        System.out.printf(
                Locale.ROOT,
                "binding: %s; reached %.0f %% of it (%.0f – %.0f)%n",
                computing ? "matrix products" : "memory bandwidth",
                Interleaved.median(share),
                share[0],
                share[share.length - 1]);
        System.out.printf(
                Locale.ROOT,
                "%.0f tokens/s while decoding, %.0f tokens/s of a whole generation, prompts included%n",
                ROWS / Interleaved.median(step),
                ROWS * (1 + STEPS) / Interleaved.median(seconds[1]));
    }

    /** Floating point operations of a step's matrix products at the middle of its positions, attention's included. */
    private static double operations() {
        double hidden = SHAPE.hiddenSize();
        double headSize = hidden / SHAPE.heads();
        double attention = (2 * SHAPE.heads() + 2 * SHAPE.keyValueHeads()) * headSize * hidden;
        double mixing = 2.0 * SHAPE.heads() * headSize * (PROMPT + STEPS / 2.0);
        double layer = attention + 3 * hidden * SHAPE.feedForwardSize() + mixing;
        return 2.0 * ROWS * (SHAPE.layers() * layer + hidden * VOCABULARY);
    }

    /** Bytes that a step cannot help reading: each weight, each cached key and value. */
    private static double bytes(PolicyRuntime runtime) {
        double cached = 2.0
                * ROWS
                * SHAPE.layers()
                * SHAPE.keyValueHeads()
                * (SHAPE.hiddenSize() / (double) SHAPE.heads())
                * (PROMPT + STEPS / 2.0);
        return Float.BYTES * (runtime.parameterCount() + cached);
    }

    private static void profile(Path file, PolicyRuntime runtime) {
        generate(runtime, 1 + STEPS);
        JniUtils.startProfile(false, false, false);
        generate(runtime, 1 + STEPS);
        JniUtils.stopProfile(file.toString());
        System.out.println("PyTorch's profile is in " + file);
    }
}
