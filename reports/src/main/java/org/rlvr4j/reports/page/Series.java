package org.rlvr4j.reports.page;

import java.util.List;

/**
 * One curve.
 *
 * @param name what it is of
 * @param role how it is drawn
 * @param points (x, y) or (x, y, low, high), and for a path (x, y, step); all finite
 */
public record Series(String name, Role role, List<double[]> points) {

    /** How a curve is drawn. */
    public enum Role {
        /** In a colour of its own. */
        PLAIN,
        /** In grey and dashed: what others are compared with. */
        BASE,
        /** As dots in the order of training, each with its step. */
        PATH
    }

    /**
     * A curve in a colour of its own.
     *
     * @param name what it is of
     * @param points its points
     * @return the curve
     */
    public static Series plain(String name, List<double[]> points) {
        return new Series(name, Role.PLAIN, points);
    }
}
