package org.rlvr4j.reports.internal;

import java.util.Locale;

/** Numbers as a report's sentences have them. */
final class Words {

    private Words() {}

    /** Three decimals. */
    static String share(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** Two decimals with their sign. */
    static String change(double value) {
        String text = String.format(Locale.ROOT, "%+.2f", value);
        return text.equals("-0.00") || text.equals("+0.00") ? "±0.00" : text.replace('-', '−');
    }

    /** An interval with signs. */
    static String interval(double low, double high) {
        return "[" + signed(low) + ", " + signed(high) + "]";
    }

    private static String signed(double value) {
        return String.format(Locale.ROOT, "%+.3f", value).replace('-', '−');
    }

    /** Whole numbers in groups of three. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** One of two words by a number. */
    static String plural(long count, String one, String many) {
        return count(count) + " " + (count == 1 ? one : many);
    }

    /** A time in the unit that fits. */
    static String duration(double seconds) {
        if (seconds < 120) {
            return String.format(Locale.ROOT, "%.0f s", seconds);
        }
        if (seconds < 7200) {
            return String.format(Locale.ROOT, "%.0f min", seconds / 60);
        }
        return String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }
}
