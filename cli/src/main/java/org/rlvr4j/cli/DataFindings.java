package org.rlvr4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.data.BrokenRow;
import org.rlvr4j.data.FileRows;
import org.rlvr4j.data.NormalText;
import org.rlvr4j.data.check.NGramOverlap;
import org.rlvr4j.data.check.Repetitions;

/**
 * What {@code data check} found, as it is written to JSON.
 *
 * @param ngram words of an n-gram
 * @param files the files that are checked
 * @param repetitions texts that are there before, in one of the files
 * @param against the files that they are compared with
 * @param overlaps pairs of texts that overlap, the first {@value #MOST_KEPT}
 * @param overlapPairs how many pairs there are
 * @param overlapping rows of the files that overlap with any
 * @param overlapped rows that they are compared with, of which any overlaps
 */
record DataFindings(
        int ngram,
        List<FileFindings> files,
        Duplicates repetitions,
        List<FileFindings> against,
        List<Pair> overlaps,
        long overlapPairs,
        long overlapping,
        long overlapped) {

    static final int MOST_KEPT = 1000;

    /**
     * One file.
     *
     * @param file its path
     * @param sha256 of its bytes
     * @param mapping what its columns mean
     * @param rows how many there are
     * @param broken how many of them are broken
     * @param firstBroken the first of those
     * @param unit of the lengths: tokens, or words
     * @param promptLengths of the prompts
     * @param gold whether its gold answers verify; null where it was not asked for
     */
    record FileFindings(
            String file,
            String sha256,
            String mapping,
            long rows,
            long broken,
            List<BrokenRow> firstBroken,
            String unit,
            Lengths promptLengths,
            GoldCheck.@Nullable Result gold) {}

    /**
     * Lengths of texts; all 0 where there is none.
     *
     * @param least the least
     * @param median the middle one
     * @param p95 95 of 100 are at most so long
     * @param most the most
     */
    record Lengths(int least, int median, int p95, int most) {

        static Lengths of(List<FileRows.Row> rows, ToIntFunction<String> length) {
            int[] sorted = rows.stream()
                    .mapToInt(row -> length.applyAsInt(row.prompt()))
                    .sorted()
                    .toArray();
            return sorted.length == 0
                    ? new Lengths(0, 0, 0, 0)
                    : new Lengths(
                            sorted[0],
                            sorted[(sorted.length - 1) / 2],
                            sorted[(int) Math.ceil(0.95 * sorted.length) - 1],
                            sorted[sorted.length - 1]);
        }
    }

    /**
     * Problems that are there before.
     *
     * @param exact with the same text
     * @param normalised with the same text but for case, spaces and compatible characters; those with the same among them
     * @param first the first of them
     */
    record Duplicates(long exact, long normalised, List<Pair> first) {}

    /**
     * Two texts.
     *
     * @param row where the one is
     * @param other where the other is
     * @param words how many words in a row they share; 0 where that was not asked
     * @param span those words
     */
    record Pair(String row, String other, int words, String span) {}

    /** Whether anything was found that one should not train on, or evaluate by. */
    boolean isBad() {
        return overlapPairs > 0
                || files.stream().anyMatch(DataFindings::isBad)
                || against.stream().anyMatch(DataFindings::isBad);
    }

    private static boolean isBad(FileFindings file) {
        return file.broken() > 0 || (file.gold() != null && file.gold().refusedCount() > 0);
    }

    /** A row, with its file. */
    private record Located(FileRows file, FileRows.Row row) {
        String place() {
            return file.options().path().getFileName() + ", " + row.where();
        }

        static List<Located> all(List<FileRows> files) {
            return files.stream()
                    .flatMap(file -> file.rows().stream().map(row -> new Located(file, row)))
                    .toList();
        }

        static List<String> prompts(List<Located> rows) {
            return rows.stream().map(row -> row.row().question()).toList();
        }
    }

    static DataFindings of(
            int ngram,
            List<FileRows> files,
            List<FileFindings> described,
            List<FileRows> against,
            List<FileFindings> describedAgainst) {
        List<Located> rows = Located.all(files);
        List<Located> others = Located.all(against);
        List<String> prompts = Located.prompts(rows);
        NGramOverlap index = new NGramOverlap(ngram, Located.prompts(others));
        List<Pair> overlaps = new ArrayList<>();
        boolean[] hit = new boolean[others.size()];
        long pairs = 0;
        long overlapping = 0;
        for (int i = 0; i < rows.size(); i++) {
            List<NGramOverlap.Overlap> found = index.with(prompts.get(i));
            overlapping += found.isEmpty() ? 0 : 1;
            pairs += found.size();
            for (NGramOverlap.Overlap overlap : found) {
                hit[overlap.text()] = true;
                if (overlaps.size() < MOST_KEPT) {
                    overlaps.add(new Pair(
                            rows.get(i).place(), others.get(overlap.text()).place(), overlap.words(), overlap.span()));
                }
            }
        }
        long overlapped = 0;
        for (boolean one : hit) {
            overlapped += one ? 1 : 0;
        }
        return new DataFindings(
                ngram,
                described,
                duplicates(rows, prompts),
                describedAgainst,
                overlaps,
                pairs,
                overlapping,
                overlapped);
    }

    private static Duplicates duplicates(List<Located> rows, List<String> prompts) {
        List<Repetitions.Repetition> normalised = Repetitions.normalised(prompts);
        return new Duplicates(
                Repetitions.exact(prompts).size(),
                normalised.size(),
                normalised.stream()
                        .limit(MOST_KEPT)
                        .map(found -> new Pair(
                                rows.get(found.text()).place(),
                                rows.get(found.earlier()).place(),
                                0,
                                ""))
                        .toList());
    }

    /** Words as they are compared, for lengths where there is no tokenizer. */
    static int words(String text) {
        return NormalText.words(text).size();
    }
}
