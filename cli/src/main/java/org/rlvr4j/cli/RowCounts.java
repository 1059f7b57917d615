package org.rlvr4j.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How many rows ended as what, so far. */
final class RowCounts {

    private final Map<RowJudge.Outcome, Long> counts = new EnumMap<>(RowJudge.Outcome.class);
    private long badRows;
    private long bytes;

    void add(JudgedRows rows) {
        rows.counts().forEach((outcome, count) -> counts.merge(outcome, count, Long::sum));
        badRows += rows.badRows();
        bytes += rows.bytes();
    }

    long badRows() {
        return badRows;
    }

    long bytes() {
        return bytes;
    }

    /** Such as {@code 7 verdicts: 5 correct, 1 incorrect, 0 unparseable, 0 timeout, 1 failed; 1 bad row}. */
    @Override
    public String toString() {
        long total = 0;
        List<String> parts = new ArrayList<>();
        for (RowJudge.Outcome outcome : RowJudge.Outcome.values()) {
            long count = counts.getOrDefault(outcome, 0L);
            total += count;
            parts.add(count + " " + outcome.name().toLowerCase(Locale.ROOT));
        }
        return total + (total == 1 ? " verdict: " : " verdicts: ") + String.join(", ", parts) + "; " + badRows
                + (badRows == 1 ? " bad row" : " bad rows");
    }
}
