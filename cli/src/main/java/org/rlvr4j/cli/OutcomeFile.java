package org.rlvr4j.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.evaluation.cache.ChecksummedLines;
import org.rlvr4j.trainer.EvaluationJournal;
import org.rlvr4j.trainer.config.Change;

/**
 * The outcomes of an unfinished evaluation in a file of {@link ChecksummedLines}: first a line of what decides them, then one for
 * each problem with its position. Lines that a kill left out, tore or doubled cost no more than drawing their problems again.
 */
final class OutcomeFile implements EvaluationJournal, AutoCloseable {

    private static final String IDENTITY = "evaluation";
    private static final String POSITION = "position";
    private static final int SHOWN_DIFFERENCES = 20;

    private final ChecksummedLines lines;
    private final Map<Integer, ProblemOutcome> outcomes;
    private final long damaged;

    private OutcomeFile(ChecksummedLines lines, Map<Integer, ProblemOutcome> outcomes, long damaged) {
        this.lines = lines;
        this.outcomes = outcomes;
        this.damaged = damaged;
    }

    /**
     * Opens the file, making it where it is missing.
     *
     * @param file the file; its folder is held by this process
     * @param identity what decides the outcomes
     * @return the file with the outcomes that are in it
     * @throws BadInputException if it holds outcomes of another identity, naming all that differs; the file stays as it is
     * @throws IOException if it cannot be read or written
     */
    static OutcomeFile open(Path file, SortedMap<String, String> identity) throws IOException {
        Contents contents = new Contents();
        ChecksummedLines lines = ChecksummedLines.open(file, (line, place) -> contents.take(line));
        boolean opened = false;
        try {
            if (!contents.isOf(identity)) {
                if (!contents.outcomes.isEmpty()) {
                    throw new BadInputException(contents.refusal(file, identity));
                }
                // of another evaluation there is nothing but its beginning, which nobody misses
                lines.close();
                Files.deleteIfExists(file);
                lines = ChecksummedLines.open(file, (line, place) -> {});
                lines.append(header(identity));
            }
            opened = true;
            return new OutcomeFile(lines, contents.outcomes, lines.damaged() + contents.unusable);
        } finally {
            if (!opened) {
                lines.close();
            }
        }
    }

    /** What was in a file when it was opened. */
    private static final class Contents {
        private final Map<Integer, ProblemOutcome> outcomes = new HashMap<>();
        private @Nullable SortedMap<String, String> identity;
        private long unusable;

        void take(ObjectNode line) {
            if (line.path(IDENTITY) instanceof ObjectNode written) {
                SortedMap<String, String> read = new TreeMap<>();
                written.properties()
                        .forEach(entry ->
                                read.put(entry.getKey(), entry.getValue().asText()));
                identity = read;
                return;
            }
            try {
                outcomes.put(line.required(POSITION).asInt(), read(line));
            } catch (IllegalArgumentException e) {
                unusable++;
            }
        }

        boolean isOf(SortedMap<String, String> wanted) {
            return identity != null
                    && EvaluationIdentity.differences(identity, wanted).isEmpty();
        }

        String refusal(Path file, SortedMap<String, String> wanted) {
            Path folder = file.resolveSibling("");
            String rest = "delete the folder to start anew, or name another --out";
            if (identity == null) {
                return folder + " holds the outcomes of " + outcomes.size() + " problems, but the line of "
                        + file.getFileName() + " that says of which evaluation is damaged; " + rest;
            }
            List<String> differences = EvaluationIdentity.differences(identity, wanted).stream()
                    .map(Change::toString)
                    .map(Escape::line)
                    .toList();
            int shown = Math.min(SHOWN_DIFFERENCES, differences.size());
            return folder + " holds the outcomes of " + outcomes.size() + " problems of another evaluation:\n  "
                    + String.join("\n  ", differences.subList(0, shown))
                    + (differences.size() > shown ? "\n  and " + (differences.size() - shown) + " more" : "")
                    + "\nundo the changes to go on with it, " + rest;
        }
    }

    private static ObjectNode header(SortedMap<String, String> identity) {
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        ObjectNode facts = header.putObject(IDENTITY);
        identity.forEach(facts::put);
        return header;
    }

    private static ObjectNode write(int position, ProblemOutcome outcome) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put(POSITION, position)
                .put("id", outcome.problemId())
                .put("samples", outcome.samples())
                .put("correct", outcome.correct());
        ArrayNode answers = line.putArray("answers");
        for (ProblemOutcome.AnswerCount answer : outcome.answers()) {
            answers.addObject()
                    .put("answer", answer.answer())
                    .put("count", answer.count())
                    .put("correct", answer.correct());
        }
        return line;
    }

    private static ProblemOutcome read(ObjectNode line) {
        List<ProblemOutcome.AnswerCount> answers = new ArrayList<>();
        for (JsonNode answer : line.required("answers")) {
            answers.add(new ProblemOutcome.AnswerCount(
                    answer.required("answer").asText(),
                    answer.required("count").asInt(),
                    answer.required("correct").asBoolean()));
        }
        return new ProblemOutcome(
                line.required("id").asText(),
                line.required("samples").asInt(),
                line.required("correct").asInt(),
                answers);
    }

    /** How many problems' outcomes are kept. */
    int size() {
        return outcomes.size();
    }

    /** How many lines could not be used when the file was opened. */
    long damaged() {
        return damaged;
    }

    @Override
    public Optional<ProblemOutcome> outcome(int position) {
        return Optional.ofNullable(outcomes.get(position));
    }

    @Override
    public void append(int position, List<ProblemOutcome> finished) {
        try {
            for (int i = 0; i < finished.size(); i++) {
                lines.append(write(position + i, finished.get(i)));
                outcomes.put(position + i, finished.get(i));
            }
            // a batch takes so long that the disk may be waited for
            lines.sync();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
