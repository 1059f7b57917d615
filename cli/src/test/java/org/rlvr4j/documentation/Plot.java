package org.rlvr4j.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** Curves over one axis as SVG text, the same bytes everywhere: no fonts are measured, coordinates have one decimal. */
final class Plot {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;
    private static final int LEFT = 70;
    private static final int RIGHT = 170;
    private static final int TOP = 46;
    private static final int BOTTOM = 54;
    private static final int POINTS = 240;
    /** Told apart also without seeing red and green (Okabe and Ito). */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9");

    private static final List<String> DASHES = List.of("", "7 3", "2 3", "9 3 2 3", "", "7 3");

    private final String title;
    private final String across;
    private final String up;
    private final double[] x;
    private final double[] y;
    private final boolean logarithmic;
    private final StringBuilder marks = new StringBuilder();
    private final List<String> names = new ArrayList<>();

    /**
     * Creates an empty plot.
     *
     * @param across what x is
     * @param up what y is
     * @param x first and last value
     * @param y lowest and highest value
     * @param logarithmic whether y is shown by its logarithm
     */
    Plot(String title, String across, String up, double[] x, double[] y, boolean logarithmic) {
        this.title = title;
        this.across = across;
        this.up = up;
        this.x = x.clone();
        this.y = y.clone();
        this.logarithmic = logarithmic;
    }

    /** Draws a function; where it leaves the plot, the line is cut off. */
    Plot curve(String name, DoubleUnaryOperator f) {
        double[][] points = new double[POINTS + 1][];
        for (int i = 0; i <= POINTS; i++) {
            double at = x[0] + (x[1] - x[0]) * i / POINTS;
            points[i] = new double[] {at, f.applyAsDouble(at)};
        }
        return line(name, points, false);
    }

    /** Draws values at whole numbers, with a dot at each. */
    Plot steps(String name, DoubleUnaryOperator f) {
        int first = (int) x[0];
        double[][] points = new double[(int) x[1] - first + 1][];
        for (int i = 0; i < points.length; i++) {
            points[i] = new double[] {first + i, f.applyAsDouble(first + i)};
        }
        return line(name, points, true);
    }

    private Plot line(String name, double[][] points, boolean dots) {
        String colour = COLOURS.get(names.size());
        StringBuilder path = new StringBuilder();
        boolean down = false;
        for (double[] point : points) {
            boolean inside = point[1] >= y[0] && point[1] <= y[1];
            if (inside) {
                path.append(down ? " L" : path.isEmpty() ? "M" : " M")
                        .append(number(acrossAt(point[0])))
                        .append(' ')
                        .append(number(upAt(point[1])));
                if (dots) {
                    marks.append("<circle cx=\"%s\" cy=\"%s\" r=\"3.5\" fill=\"%s\"/>\n"
                            .formatted(number(acrossAt(point[0])), number(upAt(point[1])), colour));
                }
            }
            down = inside;
        }
        String dash = DASHES.get(names.size());
        String style = "stroke=\"%s\" stroke-width=\"2\"%s"
                .formatted(colour, dash.isEmpty() ? "" : " stroke-dasharray=\"" + dash + "\"");
        marks.append("<path d=\"%s\" fill=\"none\" %s/>\n".formatted(path, style));
        int row = TOP + 12 + 22 * names.size();
        marks.append("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" %s/>\n"
                .formatted(WIDTH - RIGHT + 12, row, WIDTH - RIGHT + 40, row, style));
        marks.append(text(WIDTH - RIGHT + 46, row + 4, "start", name));
        names.add(name);
        return this;
    }

    private double acrossAt(double value) {
        return LEFT + (value - x[0]) / (x[1] - x[0]) * (WIDTH - LEFT - RIGHT);
    }

    private double upAt(double value) {
        return HEIGHT
                - BOTTOM
                - (scaled(value) - scaled(y[0])) / (scaled(y[1]) - scaled(y[0])) * (HEIGHT - TOP - BOTTOM);
    }

    private double scaled(double value) {
        return logarithmic ? Math.log10(value) : value;
    }

    /** The whole as a document that is readable on light and on dark pages. */
    String svg(double[] acrossTicks, double[] upTicks) {
        StringBuilder svg = new StringBuilder();
        svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" \
                font-family="sans-serif" font-size="13" role="img">
                <title>%s</title>
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                """.formatted(WIDTH, HEIGHT, WIDTH, HEIGHT, escaped(title)));
        svg.append("<text x=\"%d\" y=\"24\" font-size=\"15\" font-weight=\"bold\">%s</text>\n"
                .formatted(LEFT, escaped(title)));
        for (double tick : acrossTicks) {
            String at = number(acrossAt(tick));
            svg.append("<line x1=\"%s\" y1=\"%d\" x2=\"%s\" y2=\"%d\" stroke=\"#e4e4e4\"/>\n"
                    .formatted(at, TOP, at, HEIGHT - BOTTOM));
            svg.append(text(acrossAt(tick), HEIGHT - BOTTOM + 18, "middle", label(tick)));
        }
        for (double tick : upTicks) {
            String at = number(upAt(tick));
            svg.append("<line x1=\"%d\" y1=\"%s\" x2=\"%d\" y2=\"%s\" stroke=\"#e4e4e4\"/>\n"
                    .formatted(LEFT, at, WIDTH - RIGHT, at));
            svg.append(text(LEFT - 8, upAt(tick) + 4, "end", label(tick)));
        }
        svg.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#888888\"/>\n"
                .formatted(LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM));
        svg.append(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 14, "middle", across));
        double middle = (TOP + HEIGHT - BOTTOM) / 2.0;
        svg.append("<text x=\"18\" y=\"%s\" text-anchor=\"middle\" transform=\"rotate(-90 18 %s)\">%s</text>\n"
                .formatted(number(middle), number(middle), escaped(up)));
        return svg.append(marks).append("</svg>\n").toString();
    }

    private static String text(double atX, double atY, String anchor, String content) {
        return "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
                .formatted(number(atX), number(atY), anchor, escaped(content));
    }

    private static String label(double tick) {
        if (tick != 0 && (Math.abs(tick) < 0.001 || Math.abs(tick) >= 10_000)) {
            return String.format(Locale.ROOT, "1e%.0f", Math.log10(tick));
        }
        return tick == Math.rint(tick) ? String.format(Locale.ROOT, "%.0f", tick) : String.valueOf(tick);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
