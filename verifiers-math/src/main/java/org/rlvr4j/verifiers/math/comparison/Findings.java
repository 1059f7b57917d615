package org.rlvr4j.verifiers.math.comparison;

import org.rlvr4j.verifiers.math.Comparison;

/** Words results: one line of bounded length. */
final class Findings {

    private static final int LONGEST = 300;

    private Findings() {}

    static Comparison equal(String how) {
        return new Comparison(Comparison.Outcome.EQUAL, line("EQUAL " + how));
    }

    static Comparison different(String how) {
        return new Comparison(Comparison.Outcome.DIFFERENT, line("DIFFERENT" + how));
    }

    static Comparison undecided(String why) {
        return new Comparison(Comparison.Outcome.UNDECIDED, line("UNDECIDED: " + why));
    }

    /** Adds where in a larger answer a difference was found. */
    static Comparison within(String place, Comparison inner) {
        String reason = inner.reason();
        int colon = reason.indexOf(' ');
        String rest = colon < 0 ? "" : reason.substring(colon + 1);
        return new Comparison(inner.outcome(), line(inner.outcome() + " in " + place + ": " + rest));
    }

    private static String line(String text) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), LONGEST));
        for (int i = 0; i < text.length() && i < LONGEST; i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c);
        }
        return text.length() > LONGEST ? line.append('…').toString() : line.toString();
    }
}
