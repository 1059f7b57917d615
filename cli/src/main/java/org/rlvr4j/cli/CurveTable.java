package org.rlvr4j.cli;

import java.util.Locale;
import org.rlvr4j.api.evaluation.Curve;

/** A curve as a table for people. */
final class CurveTable {

    private CurveTable() {}

    static String of(Curve curve) {
        StringBuilder table = new StringBuilder();
        table.append(
                String.format(Locale.ROOT, "%6s  %8s  %.0f %% interval%n", "k", curve.metric(), 100 * curve.level()));
        for (Curve.Point point : curve.points()) {
            table.append(String.format(
                    Locale.ROOT, "%6d  %8.4f  %.4f – %.4f%n", point.k(), point.value(), point.low(), point.high()));
        }
        return table.append(String.format(Locale.ROOT, "%6s  %8.4f%n", "mean", curve.meanOverK()))
                .toString();
    }
}
