package org.rlvr4j.reports.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * A curve over steps in bounded memory: where it grows too long, neighbouring bins are joined, each with its mean, least and
 * greatest value, so that no peak is lost.
 */
final class Bins {

    private static final int MOST = 800;
    private static final MathContext DIGITS = new MathContext(6);

    private final List<Bin> bins = new ArrayList<>();
    private int width = 1;

    private static final class Bin {
        private double steps;
        private double sum;
        private double least = Double.POSITIVE_INFINITY;
        private double greatest = Double.NEGATIVE_INFINITY;
        private int count;

        void add(long step, double value) {
            steps += step;
            sum += value;
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
            count++;
        }

        void add(Bin other) {
            steps += other.steps;
            sum += other.sum;
            least = Math.min(least, other.least);
            greatest = Math.max(greatest, other.greatest);
            count += other.count;
        }
    }

    /** Adds a value; one that is not finite is left out. */
    void add(long step, double value) {
        if (!Double.isFinite(value)) {
            return;
        }
        if (bins.isEmpty() || bins.get(bins.size() - 1).count >= width) {
            if (bins.size() >= MOST) {
                halve();
                add(step, value);
                return;
            }
            bins.add(new Bin());
        }
        bins.get(bins.size() - 1).add(step, value);
    }

    private void halve() {
        List<Bin> joined = new ArrayList<>();
        for (int i = 0; i < bins.size(); i += 2) {
            Bin bin = bins.get(i);
            if (i + 1 < bins.size()) {
                bin.add(bins.get(i + 1));
            }
            joined.add(bin);
        }
        bins.clear();
        bins.addAll(joined);
        width *= 2;
    }

    /** Steps in one point. */
    int width() {
        return width;
    }

    boolean isEmpty() {
        return bins.isEmpty();
    }

    /** Whether any value differs from another. */
    boolean isConstant(double value) {
        return bins.stream().allMatch(bin -> bin.least == value && bin.greatest == value);
    }

    /** The mean of the last tenth of the curve; NaN where there is none. */
    double latest() {
        int from = bins.size() - Math.max(1, bins.size() / 10);
        return bins.subList(Math.max(0, from), bins.size()).stream()
                .mapToDouble(bin -> bin.sum / bin.count)
                .average()
                .orElse(Double.NaN);
    }

    /** Points (step, value), or (step, mean, least, greatest) where steps were joined. */
    List<double[]> points() {
        List<double[]> points = new ArrayList<>();
        for (Bin bin : bins) {
            double step = rounded(bin.steps / bin.count);
            double mean = rounded(bin.sum / bin.count);
            points.add(
                    width == 1
                            ? new double[] {step, mean}
                            : new double[] {step, mean, rounded(bin.least), rounded(bin.greatest)});
        }
        return points;
    }

    static double rounded(double value) {
        return new BigDecimal(value).round(DIGITS).doubleValue();
    }
}
