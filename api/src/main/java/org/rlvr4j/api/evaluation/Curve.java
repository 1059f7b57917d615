package org.rlvr4j.api.evaluation;

import java.util.List;
import java.util.Objects;

/**
 * A metric at several k, each with an interval.
 *
 * @param metric the metric's name, such as {@code "pass@k"}
 * @param level the intervals' confidence or credibility, in (0, 1)
 * @param points values by ascending k
 */
public record Curve(String metric, double level, List<Point> points) {

    /**
     * One value.
     *
     * @param k number of samples a problem is given; 1 for metrics that do not depend on k
     * @param value the estimate
     * @param low lower end of the interval
     * @param high upper end of the interval
     */
    public record Point(int k, double value, double low, double high) {}

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the level is not in (0, 1)
     */
    public Curve {
        Objects.requireNonNull(metric, "metric");
        points = List.copyOf(points);
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("an interval's level must be between 0 and 1, got " + level);
        }
    }

    /**
     * Returns the mean over the curve's k of the values.
     *
     * @return the mean; NaN for an empty curve
     */
    public double meanOverK() {
        return points.stream().mapToDouble(Point::value).average().orElse(Double.NaN);
    }

    /**
     * Returns the value at one k.
     *
     * @param k one of the curve's k
     * @return the value there
     * @throws IllegalArgumentException if the curve has no such k
     */
    public double at(int k) {
        return points.stream()
                .filter(point -> point.k() == k)
                .mapToDouble(Point::value)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the curve of " + metric + " has no k = " + k));
    }
}
