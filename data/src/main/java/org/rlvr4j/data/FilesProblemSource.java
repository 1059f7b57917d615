package org.rlvr4j.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.data.ProblemSource;
import org.rlvr4j.api.spi.InvalidOptionException;

/**
 * Problems from files: JSON Lines, JSON and their compressed forms, mapped, filtered, split, and without duplicates.
 *
 * <pre>{@code
 * ProblemSource problems = FilesProblemSource.read(FilesOptions.of(FileOptions.of(Path.of("gsm8k.jsonl"))));
 * }</pre>
 *
 * <p>A problem's id is its file's name, a slash, and the row's own id or else a hash of its text. Neither ids nor sides
 * depend on the order of rows or on other rows. All problems are kept in memory, their references on the disk
 * where the options say so. Immutable.
 */
public final class FilesProblemSource implements ProblemSource {

    private final List<Problem> training;
    private final List<Problem> heldOut;
    private final List<FileReport> reports;

    private FilesProblemSource(ProblemAssembly assembly) {
        this.training = List.copyOf(assembly.training());
        this.heldOut = List.copyOf(assembly.heldOut());
        this.reports = List.copyOf(assembly.reports());
    }

    /**
     * Reads the files.
     *
     * @param options which files, and what is made of them
     * @return the problems
     * @throws InvalidOptionException if a file is missing, or has broken rows that are not to be skipped (the first of each
     *     file with place and reason, and how many there are), or nothing is left to train on
     */
    public static FilesProblemSource read(FilesOptions options) {
        List<InvalidOptionException.Mistake> mistakes = new ArrayList<>();
        List<FileRows> files = new ArrayList<>();
        for (int i = 0; i < options.files().size(); i++) {
            try {
                FileOptions file = options.files().get(i);
                files.add(
                        options.referencesIn().toString().isEmpty()
                                ? FileRows.read(file)
                                : FileRows.read(file, options.referencesIn()));
            } catch (IOException e) {
                mistakes.add(mistake(i, String.valueOf(e.getMessage())));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new InvalidOptionException(mistakes);
        }
        ProblemAssembly assembly = ProblemAssembly.of(options, files);
        if (!options.skipInvalid()) {
            for (int i = 0; i < files.size(); i++) {
                complain(i, assembly.reports().get(i), mistakes);
            }
        }
        if (mistakes.isEmpty() && assembly.training().isEmpty()) {
            mistakes.add(new InvalidOptionException.Mistake(
                    "files",
                    "no row is left to train on: "
                            + assembly.reports().stream()
                                    .map(report -> report.file().label() + " has " + report.counts())
                                    .collect(Collectors.joining("; "))));
        }
        if (!mistakes.isEmpty()) {
            throw new InvalidOptionException(mistakes);
        }
        return new FilesProblemSource(assembly);
    }

    private static InvalidOptionException.Mistake mistake(int file, String message) {
        return new InvalidOptionException.Mistake("files[" + file + "].path", message);
    }

    private static void complain(int index, FileReport report, List<InvalidOptionException.Mistake> mistakes) {
        for (BrokenRow row : report.firstBroken()) {
            mistakes.add(mistake(index, report.file().path() + ", " + row));
        }
        if (report.broken() > 0) {
            long more = report.broken() - report.firstBroken().size();
            mistakes.add(mistake(
                    index,
                    report.file().path() + (more > 0 ? ", and " + more + " broken rows more" : "") + ": "
                            + report.broken() + " of " + report.rows()
                            + " rows are broken; skip-invalid = true (or --skip-invalid) goes on without them"));
        }
    }

    @Override
    public List<Problem> training() {
        return training;
    }

    @Override
    public List<Problem> heldOut() {
        return heldOut;
    }

    /**
     * Returns what became of each file's rows.
     *
     * @return in the files' order
     */
    public List<FileReport> reports() {
        return reports;
    }

    @Override
    public String description() {
        return "files " + reports.stream().map(report -> report.file().label()).collect(Collectors.joining(", "));
    }

    @Override
    public SortedMap<String, String> facts() {
        SortedMap<String, String> facts = new TreeMap<>();
        for (FileReport report : reports) {
            facts.put(
                    "file " + report.file().label(),
                    report.counts() + "; " + report.file().path() + "; sha256 " + report.sha256());
        }
        return facts;
    }
}
