package org.rlvr4j.reports.page;

/**
 * An axis of a chart.
 *
 * @param name what it measures, with its unit
 * @param format how its values are written
 * @param logarithmic whether equal ratios take equal room
 */
public record Axis(String name, Format format, boolean logarithmic) {

    /**
     * An axis of equal distances.
     *
     * @param name what it measures
     * @param format how its values are written
     * @return the axis
     */
    public static Axis linear(String name, Format format) {
        return new Axis(name, format, false);
    }

    /** Training steps. */
    public static final Axis STEPS = linear("step", Format.WHOLE);

    /** k of Pass@k, by doublings. */
    public static final Axis K = new Axis("k", Format.WHOLE, true);
}
