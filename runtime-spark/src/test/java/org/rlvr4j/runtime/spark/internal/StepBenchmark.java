package org.rlvr4j.runtime.spark.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A step on Spark with one executor and with two beside the same step in one process, in turn.
 *
 * <p>Arguments: a folder for the weights, rounds, shards, and names of policies ({@link BenchmarkPolicy}); all where none is
 * named. System properties {@code weights}, {@code gradients} and {@code properties} are those of the runtime's options.
 */
public final class StepBenchmark {

    private static final int WARM_UP = 4;

    private StepBenchmark() {}

    /**
     * Measures and prints.
     *
     * @param args see the class comment
     * @throws IOException if a process cannot be started
     */
    public static void main(String[] args) throws IOException {
        Path models = Path.of(args[0]);
        int rounds = Integer.parseInt(args[1]);
        int shards = Integer.parseInt(args[2]);
        String more = System.getProperty("properties", "");
        List<BenchmarkPolicy> policies = args.length > 3
                ? Arrays.stream(args).skip(3).map(BenchmarkPolicy::named).toList()
                : List.of(BenchmarkPolicy.values());
        for (BenchmarkPolicy policy : policies) {
            // before the processes do it side by side
            Path weights = policy.folder(models);
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.1f MB of weights, %d shards, %d rounds, load average %s%n",
                    policy,
                    Files.size(weights.resolve("model.safetensors")) / 1e6,
                    shards,
                    rounds,
                    Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
            try (StepProcess one = StepProcess.start("djl", policy, models, shards);
                    StepProcess single =
                            StepProcess.start(("local-cluster[1,1,1024] " + more).strip(), policy, models, shards);
                    StepProcess pair =
                            StepProcess.start(("local-cluster[2,1,1024] " + more).strip(), policy, models, shards)) {
                double[][][] seconds = time(rounds, List.of(one, single, pair));
                report("sampling", seconds, 0);
                report("learning", seconds, 1);
                report("step", seconds, 2);
            }
        }
    }

    /** Seconds; shape [processes][sampling, learning, both][rounds]. */
    private static double[][][] time(int rounds, List<StepProcess> processes) {
        double[][][] seconds = new double[processes.size()][3][rounds];
        for (int round = -WARM_UP; round < rounds; round++) {
            for (int p = 0; p < processes.size(); p++) {
                double[] parts = processes.get(p).step();
                if (round >= 0) {
                    seconds[p][0][round] = parts[0];
                    seconds[p][1][round] = parts[1];
                    seconds[p][2][round] = parts[0] + parts[1];
                }
            }
        }
        return seconds;
    }

    /** Prints the times of one process, of one executor and of two, and their ratios by round. */
    static void report(String part, double[][][] seconds, int which) {
        double[] one = seconds[0][which];
        double[] single = seconds[1][which];
        double[] pair = seconds[2][which];
        System.out.printf(
                Locale.ROOT,
                "  %-8s in one process %s ms; one executor %s ms; two %s ms%n",
                part,
                milliseconds(one),
                milliseconds(single),
                milliseconds(pair));
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < one.length; i++) {
            rows.add(new double[] {
                single[i] / one[i], 1e3 * (single[i] - one[i]), single[i] / pair[i] / 2, one[i] / pair[i]
            });
        }
        System.out.printf(
                Locale.ROOT,
                "           one executor / one process %s; overhead %s ms; efficiency of 1 → 2 executors %s;"
                        + " two executors are %s times as fast as one process%n",
                spread(rows, 0, "%.2f"),
                spread(rows, 1, "%.0f"),
                spread(rows, 2, "%.2f"),
                spread(rows, 3, "%.2f"));
    }

    private static String milliseconds(double[] seconds) {
        return String.format(Locale.ROOT, "%.0f", 1e3 * median(seconds));
    }

    /** Median and quartiles of the rounds' own numbers. */
    private static String spread(List<double[]> rows, int column, String format) {
        double[] values = rows.stream().mapToDouble(row -> row[column]).toArray();
        Arrays.sort(values);
        return String.format(
                Locale.ROOT,
                format + " (" + format + " – " + format + ")",
                median(values),
                values[values.length / 4],
                values[values.length - 1 - values.length / 4]);
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
