package org.rlvr4j.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** Times several pieces of work in turn, A B C A B C …, so that a change of the machine's load falls on all alike. */
final class Interleaved {

    private static final int WARM_UP = 5;

    private Interleaved() {}

    /** Returns seconds; shape [works][rounds]. */
    static double[][] time(int rounds, Runnable... works) {
        double[][] seconds = new double[works.length][rounds];
        for (int round = -WARM_UP; round < rounds; round++) {
            for (int w = 0; w < works.length; w++) {
                long start = System.nanoTime();
                works[w].run();
                if (round >= 0) {
                    seconds[w][round] = (System.nanoTime() - start) / 1e9;
                }
            }
        }
        return seconds;
    }

    /** One line: the median of the rounds' own ratios with their range, and the medians of the times. */
    static String line(String name, double[] measured, double[] bare) {
        double[] ratios = new double[measured.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = measured[i] / bare[i];
        }
        Arrays.sort(ratios);
        return String.format(
                Locale.ROOT,
                "%-52s %6.2f  (%.2f – %.2f)   %7.1f ms / %7.1f ms",
                name,
                median(ratios),
                ratios[0],
                ratios[ratios.length - 1],
                1e3 * median(measured),
                1e3 * median(bare));
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
