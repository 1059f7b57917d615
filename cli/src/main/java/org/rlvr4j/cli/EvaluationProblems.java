package org.rlvr4j.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.evaluation.SampleSource;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.data.FileOptions;
import org.rlvr4j.data.FilesOptions;
import org.rlvr4j.data.FilesProblemSource;

/**
 * The problems that are evaluated on.
 *
 * @param problems in the files' order
 * @param facts which files, and what became of their rows
 */
record EvaluationProblems(List<Problem> problems, SortedMap<String, String> facts) {

    private static final int MOST_NAMED = 5;

    /**
     * Reads them.
     *
     * @throws BadInputException if a file is missing or broken; every mistake is named
     */
    static EvaluationProblems read(EvaluationArguments evaluation, ColumnArguments columns, boolean skipInvalid) {
        int limit = evaluation.limit;
        Path references = evaluation.referencesIn;
        if (limit < 0) {
            throw new BadInputException("--limit " + limit + " must be at least 0");
        }
        try {
            FilesProblemSource source = FilesProblemSource.read(new FilesOptions(
                    evaluation.data.stream()
                            .map(file -> columns.options(file, FileOptions.Use.TRAINING))
                            .toList(),
                    0,
                    FilesOptions.SplitBy.PROMPT,
                    "",
                    FilesOptions.Duplicates.KEEP,
                    0,
                    0,
                    "",
                    skipInvalid,
                    references.toString().isEmpty() ? references : references.toAbsolutePath()));
            SortedMap<String, String> facts = new TreeMap<>(source.facts());
            List<Problem> chosen = limited(source.training(), limit);
            facts.put("problems", chosen.size() + " of " + source.training().size());
            return new EvaluationProblems(chosen, facts);
        } catch (InvalidOptionException e) {
            throw new BadInputException("--data: "
                    + e.mistakes().stream()
                            .map(mistake -> Escape.line(mistake.message()))
                            .distinct()
                            .collect(Collectors.joining("\n  ")));
        }
    }

    /** Those with the least hashes, so that neither the order of rows nor other rows matter. */
    private static List<Problem> limited(List<Problem> all, int limit) {
        if (limit == 0 || limit >= all.size()) {
            return all;
        }
        Set<String> chosen = all.stream()
                .map(Problem::id)
                .sorted(Comparator.comparing(EvaluationProblems::hash))
                .limit(limit)
                .collect(Collectors.toSet());
        return all.stream().filter(problem -> chosen.contains(problem.id())).toList();
    }

    private static String hash(String id) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Leaves out the problems whose prompts the model cannot be asked.
     *
     * @throws BadInputException if there are some and they are not to be skipped, or nothing is left
     */
    EvaluationProblems askable(SampleSource source, boolean skipInvalid) {
        List<Problem> askable = new ArrayList<>();
        List<String> mistakes = new ArrayList<>();
        for (Problem problem : problems) {
            String mistake = source.mistake(problem.prompt());
            if (mistake.isEmpty()) {
                askable.add(problem);
            } else {
                mistakes.add("the prompt of problem " + problem.id() + " " + mistake);
            }
        }
        String named = mistakes.stream().limit(MOST_NAMED).map(Escape::line).collect(Collectors.joining("\n  "))
                + (mistakes.size() > MOST_NAMED ? "\n  and " + (mistakes.size() - MOST_NAMED) + " more" : "");
        if (!mistakes.isEmpty() && (!skipInvalid || askable.isEmpty())) {
            throw new BadInputException(mistakes.size() + " of " + problems.size()
                    + " problems cannot be asked; --skip-invalid goes on without them:\n  " + named);
        }
        SortedMap<String, String> all = new TreeMap<>(facts);
        if (!mistakes.isEmpty()) {
            all.put("left out", mistakes.size() + " problems that the model cannot be asked");
        }
        return new EvaluationProblems(askable, all);
    }
}
