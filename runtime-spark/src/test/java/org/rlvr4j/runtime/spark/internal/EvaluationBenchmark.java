package org.rlvr4j.runtime.spark.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * An evaluation on files, drawn and judged on Spark with one executor and with two beside the same in one process, in turn.
 *
 * <p>Arguments: a folder for the weights, rounds, samples a round, and names of policies ({@link BenchmarkPolicy}); all where
 * none is named.
 */
public final class EvaluationBenchmark {

    private static final int WARM_UP = 3;

    private EvaluationBenchmark() {}

    /**
     * Measures and prints.
     *
     * @param args see the class comment
     * @throws IOException if a process cannot be started
     */
    public static void main(String[] args) throws IOException {
        Path models = Path.of(args[0]);
        int rounds = Integer.parseInt(args[1]);
        int samples = Integer.parseInt(args[2]);
        List<BenchmarkPolicy> policies = args.length > 3
                ? Arrays.stream(args).skip(3).map(BenchmarkPolicy::named).toList()
                : List.of(BenchmarkPolicy.values());
        for (BenchmarkPolicy policy : policies) {
            policy.folder(models);
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d samples in batches of 32, %d rounds, load average %s%n",
                    policy,
                    samples,
                    rounds,
                    Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
            try (StepProcess one = StepProcess.start("djl", policy, models, 1);
                    StepProcess single = StepProcess.start("local-cluster[1,1,1024]", policy, models, 1);
                    StepProcess pair = StepProcess.start("local-cluster[2,1,1024]", policy, models, 1)) {
                List<StepProcess> processes = List.of(one, single, pair);
                double[][][] seconds = new double[processes.size()][1][rounds];
                for (int round = -WARM_UP; round < rounds; round++) {
                    for (int p = 0; p < processes.size(); p++) {
                        double taken = processes.get(p).evaluate(samples);
                        if (round >= 0) {
                            seconds[p][0][round] = taken;
                        }
                    }
                }
                StepBenchmark.report("drawing", seconds, 0);
            }
        }
    }
}
