package org.rlvr4j.data;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Options of {@link FilesProblemSource}.
 *
 * @param files the files
 * @param heldOutShare share of the held-out rows of files that are split
 * @param splitBy what is hashed
 * @param splitSalt makes another split
 * @param duplicates which problems are dropped as duplicates
 * @param minPromptCharacters filter
 * @param maxPromptCharacters filter
 * @param dropMatching filter
 * @param skipInvalid whether broken rows are passed over
 * @param referencesIn the folder in which references are kept; the empty path keeps them in memory
 */
public record FilesOptions(
        @Option("the files, at least one, each a section { path = …, … }")
        List<FileOptions> files,

        @Option(value = "share of rows that are held out, of files whose use is split; from 0 to 1", defaultsTo = "0.1")
        double heldOutShare,

        @Option(
                value =
                        "prompt (problems with the same text, but for case and spaces, are on one side) or id (a problem"
                                + " stays on its side when its text is edited)",
                defaultsTo = "prompt")
        SplitBy splitBy,

        @Option(value = "hashed too: another text makes another split", defaultsTo = "")
        String splitSalt,

        @Option(
                value = "which repeated prompts are dropped: keep (none), exact (the same text) or normalised (the same"
                        + " but for case, spaces and compatible characters); of several the first stays, and one that"
                        + " is held out is never trained on",
                defaultsTo = "exact")
        Duplicates duplicates,

        @Option(value = "prompts with fewer characters are dropped", defaultsTo = "0")
        int minPromptCharacters,

        @Option(value = "prompts with more characters are dropped; 0 drops none", defaultsTo = "0")
        int maxPromptCharacters,

        @Option(
                value = "prompts in which this regular expression (Java's) is found are dropped, such as \\[asy\\];"
                        + " empty drops none",
                defaultsTo = "")
        String dropMatching,

        @Option(
                value = "whether broken rows are passed over, and counted; else they are mistakes of the recipe",
                defaultsTo = "false")
        boolean skipInvalid,

        @Option(
                value =
                        "a folder in which references (gold answers, tests) are kept in place of memory, made where it is"
                                + " missing: for tests larger than it; with the runtime spark at one path of all machines, where"
                                + " executors read them; empty keeps them in memory",
                defaultsTo = "")
        Path referencesIn) {

    /** What decides on which side a row is. */
    public enum SplitBy {
        /** The problem's text, but for case and spaces. */
        PROMPT,
        /** The row's id. */
        ID
    }

    /** Which repeated prompts are dropped. */
    public enum Duplicates {
        /** None. */
        KEEP,
        /** Those with the same text. */
        EXACT,
        /** Those with the same text but for case, spaces and compatible characters. */
        NORMALISED
    }

    /** Checks ranges and copies. */
    public FilesOptions {
        files = List.copyOf(files);
        OptionChecks checks = new OptionChecks()
                .that(!files.isEmpty(), "files", "[]", "must have at least one file")
                .that(heldOutShare >= 0 && heldOutShare <= 1, "held-out-share", heldOutShare, "must be between 0 and 1")
                .that(minPromptCharacters >= 0, "min-prompt-characters", minPromptCharacters, "must be at least 0")
                .that(
                        maxPromptCharacters == 0 || maxPromptCharacters >= minPromptCharacters,
                        "max-prompt-characters",
                        maxPromptCharacters,
                        "must be 0 or at least min-prompt-characters");
        try {
            Pattern.compile(dropMatching);
        } catch (PatternSyntaxException e) {
            checks.that(
                    false,
                    "drop-matching",
                    "\"" + dropMatching + "\"",
                    "is no regular expression: " + e.getDescription());
        }
        names(files, checks);
        weights(files, checks);
        checks.orThrow();
    }

    private static void names(List<FileOptions> files, OptionChecks checks) {
        for (int i = 0; i < files.size(); i++) {
            for (int j = 0; j < i; j++) {
                checks.that(
                        !files.get(i).label().equals(files.get(j).label()),
                        "files[" + i + "].name",
                        files.get(i).label(),
                        "is the name of two files; give one of them another");
            }
        }
    }

    private static void weights(List<FileOptions> files, OptionChecks checks) {
        List<FileOptions> trained = files.stream()
                .filter(file -> file.use() != FileOptions.Use.HELD_OUT)
                .toList();
        long weighted = trained.stream().filter(file -> file.weight() > 0).count();
        for (int i = 0; i < files.size(); i++) {
            FileOptions file = files.get(i);
            if (file.use() == FileOptions.Use.HELD_OUT) {
                checks.that(
                        file.weight() == 0,
                        "files[" + i + "].weight",
                        file.weight(),
                        "must be 0 for a file that is held out: nothing is drawn from it");
            } else {
                checks.that(
                        weighted == 0 || file.weight() > 0,
                        "files[" + i + "].weight",
                        file.weight(),
                        "must be above 0, as other files have weights");
            }
        }
    }

    /**
     * Describes files with every option as by default.
     *
     * @param files the files
     * @return the options
     */
    public static FilesOptions of(FileOptions... files) {
        return new FilesOptions(
                List.of(files), 0.1, SplitBy.PROMPT, "", Duplicates.EXACT, 0, 0, "", false, Path.of(""));
    }
}
