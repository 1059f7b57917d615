package org.rlvr4j.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.trainer.StoppedException;

/**
 * Puts the rows of a file through a model, in batches, and writes in the order of the rows. A bad row stops nothing: it is
 * named on standard error, and its output line says what is wrong with it.
 *
 * @param <T> a row as it was understood
 */
final class ModelRows<T> {

    private static final int LINES_A_BATCH = 64;
    private static final long POLL_MILLIS = 50;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ModelWork<T> work;
    private final RowInput input;
    private final PrintWriter out;
    private final PrintWriter err;
    private final List<Row<T>> batch = new ArrayList<>();
    private double full;
    private long done;
    private long badRows;
    private long bytes;
    private String afterStop = "";

    /** A row that is worked on, or what is wrong with it. */
    private record Row<T>(@Nullable String id, @Nullable T request, String mistake) {}

    /**
     * Prepares.
     *
     * @param out receives the summary, or the results where the output is {@code -}
     * @param err receives progress, what is wrong with bad rows, and the summary where the output is {@code -}
     */
    ModelRows(ModelWork<T> work, RowInput input, PrintWriter out, PrintWriter err) {
        this.work = work;
        this.input = input;
        this.out = out;
        this.err = err;
    }

    /** Works on all rows and returns the exit code: 1 if there were bad rows. */
    int run(String output, boolean overwrite) throws IOException, InterruptedException {
        boolean toStandard = output.equals(RowInput.STANDARD);
        try (InputStream in = input.open(output);
                RowFile file = toStandard
                        ? RowFile.standardOutput(work.results(), out)
                        : RowFile.create(work.results(), Path.of(output), overwrite);
                Progress progress = new Progress(input.name(), err)) {
            StopSignal.install();
            all(in, input.size(), file, progress);
            file.complete();
        }
        (toStandard ? err : out).println(input.name() + ": " + counts());
        return badRows > 0 ? Main.FAILURE : 0;
    }

    /** Says what a stopped run leaves. */
    String afterStop() {
        return afterStop;
    }

    private String counts() {
        return done + (done == 1 ? " row, " : " rows, ") + badRows + (badRows == 1 ? " bad row" : " bad rows");
    }

    private void all(InputStream in, long size, RowFile file, Progress progress)
            throws IOException, InterruptedException {
        RowSource source = new RowSource(in, LINES_A_BATCH);
        source.start();
        while (true) {
            RowSource.Batch lines = source.poll(POLL_MILLIS);
            if (StopSignal.isRequested()) {
                stop(file);
            }
            if (lines == null) {
                // a slow pipe: what is there is worked on
                flush(size, file, progress);
            } else if (lines.failure() != null) {
                throw new IOException(
                        "--input " + input.name() + " cannot be read: "
                                + lines.failure().getMessage() + file.whatIsLeft(),
                        lines.failure());
            } else if (lines.isLast()) {
                flush(size, file, progress);
                return;
            } else {
                for (RowSource.Line line : lines.lines()) {
                    add(line, progress);
                    if (full >= 1) {
                        flush(size, file, progress);
                    }
                }
            }
        }
    }

    private void stop(RowFile file) {
        afterStop = "after " + counts() + file.whatIsLeft();
        throw new StoppedException();
    }

    private void add(RowSource.Line line, Progress progress) {
        bytes += line.length() + 1;
        if (line.isBlank()) {
            return;
        }
        if (line.isTooLong()) {
            bad(
                    line.number(),
                    null,
                    List.of(line.length() + " bytes long, at most " + RowFields.MAX_LINE_BYTES + " are allowed"),
                    progress);
            return;
        }
        RowFields row = RowFields.read(line.bytes());
        T request = null;
        if (row.mistakes().isEmpty()) {
            row.requireId();
            request = work.read(row);
        }
        if (!row.mistakes().isEmpty() || request == null) {
            bad(line.number(), row.id(), row.mistakes(), progress);
            return;
        }
        batch.add(new Row<>(row.id(), request, ""));
        full += work.share(request);
    }

    private void bad(long line, @Nullable String id, List<String> mistakes, Progress progress) {
        badRows++;
        mistakes.forEach(mistake -> progress.say("line " + line + ": " + mistake));
        batch.add(new Row<>(id, null, String.join("; ", mistakes)));
    }

    private void flush(long size, RowFile file, Progress progress) throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        if (StopSignal.isRequested()) {
            stop(file);
        }
        List<T> requests = new ArrayList<>();
        for (Row<T> row : batch) {
            T request = row.request();
            if (request != null) {
                requests.add(request);
            }
        }
        List<List<ObjectNode>> results = requests.isEmpty() ? List.of() : work.results(requests, done);
        StringBuilder lines = new StringBuilder();
        int next = 0;
        for (Row<T> row : batch) {
            List<ObjectNode> written = row.request() == null ? List.of(error(row.mistake())) : results.get(next++);
            String id = row.id();
            if (id != null) {
                written.forEach(result -> append(lines, id, result));
            }
        }
        file.write(lines.toString().getBytes(StandardCharsets.UTF_8));
        done += requests.size();
        batch.clear();
        full = 0;
        if (size > 0) {
            progress.show(new ProgressLine(work.name(), Math.min(size, bytes), size, counts()));
        }
    }

    private static ObjectNode error(String mistake) {
        return JsonNodeFactory.instance.objectNode().put("error", mistake);
    }

    private static void append(StringBuilder lines, String id, ObjectNode result) {
        lines.append("{\"id\":");
        VisibleJson.append(lines, id);
        for (Map.Entry<String, JsonNode> field : result.properties()) {
            lines.append(",\"").append(field.getKey()).append("\":");
            try {
                VisibleJson.append(lines, JSON.writeValueAsString(field.getValue()));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a tree cannot be written", e);
            }
        }
        lines.append("}\n");
    }
}
