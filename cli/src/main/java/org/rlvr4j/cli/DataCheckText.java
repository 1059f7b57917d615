package org.rlvr4j.cli;

import java.util.List;
import java.util.Locale;

/** What {@code data check} found, for the terminal: counts, and the first of each kind. */
final class DataCheckText {

    private static final int MOST_SHOWN = 10;
    private static final int MOST_CHARACTERS = 160;

    private final StringBuilder text = new StringBuilder();

    private DataCheckText() {}

    static String of(DataFindings findings) {
        DataCheckText page = new DataCheckText();
        findings.files().forEach(page::file);
        if (!findings.against().isEmpty()) {
            page.line("Compared with");
            findings.against().forEach(page::file);
        }
        page.duplicates(findings.repetitions());
        if (!findings.against().isEmpty()) {
            page.overlaps(findings);
        }
        return page.text.toString();
    }

    private void file(DataFindings.FileFindings file) {
        line(
                "%s: %,d rows%s, sha256 %s",
                Escape.line(file.file()),
                file.rows(),
                file.mapping().isEmpty() ? "" : ", mapping " + file.mapping(),
                file.sha256().substring(0, 12));
        DataFindings.Lengths lengths = file.promptLengths();
        line(
                "  prompts    %d to %d %s, median %d, 95%% up to %d",
                lengths.least(), lengths.most(), file.unit(), lengths.median(), lengths.p95());
        line("  broken     %,d", file.broken());
        file.firstBroken().forEach(row -> line("    %s", shown(row.toString())));
        more(file.broken(), file.firstBroken().size());
        if (file.gold() != null) {
            gold(file.gold());
        }
    }

    private void gold(GoldCheck.Result gold) {
        if (gold.verifier().equals(GoldCheck.NONE)) {
            line("  gold       not verified; --verifier math or code does it");
            return;
        }
        line(
                "  gold       %,d accepted by %s, %,d refused%s%s",
                gold.accepted(),
                gold.verifier(),
                gold.refusedCount(),
                gold.outcomes().isEmpty() ? "" : " " + gold.outcomes(),
                gold.unchecked() == 0
                        ? ""
                        : String.format(Locale.ROOT, ", %,d without a solution to check", gold.unchecked()));
        gold.refused().stream()
                .limit(MOST_SHOWN)
                .forEach(one -> line(
                        "    %s: %s: %s (%s)",
                        one.where(), shown(one.reference()), one.outcome(), shown(one.reason())));
        more(gold.refusedCount(), Math.min(MOST_SHOWN, gold.refused().size()));
    }

    private void duplicates(DataFindings.Duplicates duplicates) {
        line(
                "Duplicates: %,d exact, %,d but for case, spaces and compatible characters",
                duplicates.exact(), duplicates.normalised());
        List<DataFindings.Pair> first = duplicates.first();
        first.stream()
                .limit(MOST_SHOWN)
                .forEach(pair -> line("    %s is %s", Escape.line(pair.row()), Escape.line(pair.other())));
        more(duplicates.normalised(), Math.min(MOST_SHOWN, first.size()));
    }

    private void overlaps(DataFindings findings) {
        line(
                "Overlap of %d words in a row: %,d pairs; %,d rows overlap, %,d of the evaluation are overlapped",
                findings.ngram(), findings.overlapPairs(), findings.overlapping(), findings.overlapped());
        findings.overlaps().stream()
                .limit(MOST_SHOWN)
                .forEach(pair -> line(
                        "    %s and %s share %d words: %s",
                        Escape.line(pair.row()), Escape.line(pair.other()), pair.words(), shown(pair.span())));
        more(findings.overlapPairs(), Math.min(MOST_SHOWN, findings.overlaps().size()));
    }

    private void more(long count, long shown) {
        if (count > shown) {
            line("    and %,d more; --json has up to %,d", count - shown, DataFindings.MOST_KEPT);
        }
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String shown(String text) {
        String line = Escape.line(text);
        return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "…";
    }
}
