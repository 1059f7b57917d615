package org.rlvr4j.reports.page;

/**
 * A number that stands out.
 *
 * @param label what it is
 * @param value as text
 * @param note a few words beneath, such as an interval
 * @param tone whether it is good
 */
public record Figure(String label, String value, String note, Tone tone) {

    /** Whether a number is good. */
    public enum Tone {
        /** Clearly better than what it is compared with. */
        BETTER,
        /** Clearly worse. */
        WORSE,
        /** Neither, or nothing to compare with. */
        PLAIN
    }
}
