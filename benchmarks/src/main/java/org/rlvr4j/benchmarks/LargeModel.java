package org.rlvr4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.learning.ModelShape;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.runtime.gpu.DjlOptions;

/** Builds a Llama shape of 100 million weights, generates, trains one step, and prints the peak resident memory. */
public final class LargeModel {

    private static final ModelShape SHAPE = new ModelShape(14, 768, 12, 12, 2048, 1024);
    private static final double BOUND = 4096;

    private LargeModel() {}

    /**
     * Measures and prints.
     *
     * @param args the engine's threads, 0 takes every core; and optionally micro-batch-tokens
     * @throws IOException if temporary files cannot be written, or the system does not tell its memory
     */
    public static void main(String[] args) throws IOException {
        DjlOptions defaults = OptionSchema.of(DjlOptions.class).defaults();
        DjlOptions options = new DjlOptions(
                DjlOptions.DeviceChoice.CPU,
                Integer.parseInt(args[0]),
                defaults.generationTokens(),
                args.length > 1 ? Integer.parseInt(args[1]) : defaults.microBatchTokens(),
                defaults.logitElements(),
                defaults.recompute(),
                defaults.dtype());
        Path folder = Files.createTempDirectory("rlvr4j-benchmark");
        try (CountdownWork work = CountdownWork.open(SHAPE, options, folder, 8)) {
            System.out.printf(
                    "%s; %,d weights; micro-batches of %,d tokens%n",
                    work.runtime().description(), work.runtime().parameterCount(), options.microBatchTokens());
            report("built");
            List<RolloutGroup> groups = work.generate();
            report("generated " + groups.size() * CountdownWork.GROUP + " rollouts");
            work.learn(CountdownWork.batch(groups));
            report("trained a step on them");
        } finally {
            Ratios.delete(folder);
        }
        double peak = peakMebibytes();
        System.out.printf(
                "peak resident memory %.0f MiB: %s the bound of %.0f MiB%n",
                peak, peak <= BOUND ? "within" : "ABOVE", BOUND);
    }

    private static void report(String done) throws IOException {
        System.out.printf("%-28s peak so far %.0f MiB%n", done, peakMebibytes());
    }

    /** VmHWM of this process: the most memory that was ever resident, the JVM's own included. */
    static double peakMebibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow(() -> new IOException("/proc/self/status has no VmHWM: this program needs Linux"));
    }
}
