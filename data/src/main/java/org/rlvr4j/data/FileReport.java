package org.rlvr4j.data;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of a file's rows: {@code rows = broken + the sum of dropped + training + heldOut}.
 *
 * @param file the file's options
 * @param sha256 of the file's bytes, in hexadecimal
 * @param mapping name of the mapping that was used; empty where no row could be mapped
 * @param rows rows that are not blank, broken ones included
 * @param broken broken rows
 * @param firstBroken the first of them, at most {@value #MOST_KEPT}
 * @param dropped rows that were dropped, by reason
 * @param training training problems
 * @param heldOut held-out problems
 */
public record FileReport(
        FileOptions file,
        String sha256,
        String mapping,
        long rows,
        long broken,
        List<BrokenRow> firstBroken,
        SortedMap<String, Long> dropped,
        long training,
        long heldOut) {

    /** The most broken rows of a file that are described. */
    public static final int MOST_KEPT = 20;

    /** Copies. */
    public FileReport {
        firstBroken = List.copyOf(firstBroken);
        dropped = new TreeMap<>(dropped);
    }

    /**
     * Says what became of the rows.
     *
     * @return such as {@code 1,319 rows (gsm8k): 1,187 training, 130 held out, 2 duplicate}
     */
    public String counts() {
        StringBuilder counts = new StringBuilder(String.format(Locale.ROOT, "%,d rows", rows));
        if (!mapping.isEmpty()) {
            counts.append(" (").append(mapping).append(')');
        }
        counts.append(String.format(Locale.ROOT, ": %,d training, %,d held out", training, heldOut));
        dropped.forEach((reason, count) -> counts.append(String.format(Locale.ROOT, ", %,d %s", count, reason)));
        if (broken > 0) {
            counts.append(String.format(Locale.ROOT, ", %,d broken", broken));
        }
        return counts.toString();
    }
}
