package org.rlvr4j.cli;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a piece of work is, as a plain line says it: written by {@link Progress}, read by a process that watches
 * another.
 *
 * @param task what is going on, such as {@code training}
 * @param done how much of it is done
 * @param total of how much
 * @param detail what else there is to know
 */
record ProgressLine(String task, long done, long total, String detail) {

    private static final Pattern FORM = Pattern.compile("[^:]*: ([a-z-]+) (\\d{1,18})/(\\d{1,18})  (.*)");

    String under(String title) {
        return title + ": " + task + " " + done + "/" + total + "  " + detail;
    }

    /** Reads a line that {@link #under} wrote; empty for any other. */
    static Optional<ProgressLine> parse(String line) {
        Matcher form = FORM.matcher(line);
        return form.matches()
                ? Optional.of(new ProgressLine(
                        form.group(1), Long.parseLong(form.group(2)), Long.parseLong(form.group(3)), form.group(4)))
                : Optional.empty();
    }

    /** The share that is done, between 0 and 1. */
    double share() {
        return total == 0 ? 1 : Math.min(1, (double) done / total);
    }
}
