package org.rlvr4j.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A batch of rows, judged.
 *
 * @param output the lines to write
 * @param complaints what is wrong with bad rows
 * @param badRows how many rows were bad
 * @param counts how many rows ended as what
 * @param bytes how many bytes of the input these rows were
 */
record JudgedRows(
        byte[] output, List<String> complaints, long badRows, Map<RowJudge.Outcome, Long> counts, long bytes) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Judges a batch; whatever a judge throws becomes the verdict {@code failed} of that row alone. */
    static <T> JudgedRows of(RowJudge<T> judge, RowSource.Batch batch) {
        StringBuilder output = new StringBuilder();
        List<String> complaints = new ArrayList<>();
        long badRows = 0;
        Map<RowJudge.Outcome, Long> counts = new EnumMap<>(RowJudge.Outcome.class);
        for (RowSource.Line line : batch.lines()) {
            if (line.isBlank()) {
                continue;
            }
            if (line.isTooLong()) {
                badRows++;
                complaints.add("line " + line.number() + ": " + line.length() + " bytes long, at most "
                        + RowFields.MAX_LINE_BYTES + " are allowed");
                continue;
            }
            RowFields row = RowFields.read(line.bytes());
            String id = row.id();
            RowJudge.Judgement judgement = judged(judge, row);
            if (!row.mistakes().isEmpty()) {
                badRows++;
                row.mistakes().forEach(mistake -> complaints.add("line " + line.number() + ": " + mistake));
            }
            if (id != null) {
                counts.merge(judgement.outcome(), 1L, Long::sum);
                append(output, id, judgement);
            }
        }
        return new JudgedRows(
                output.toString().getBytes(StandardCharsets.UTF_8), complaints, badRows, counts, batch.bytes());
    }

    private static <T> RowJudge.Judgement judged(RowJudge<T> judge, RowFields row) {
        if (!row.mistakes().isEmpty()) {
            // what could not be read to its end is not looked at
            return judge.failed(String.join("; ", row.mistakes()));
        }
        row.requireId();
        T request = judge.read(row);
        if (!row.mistakes().isEmpty()) {
            return judge.failed(String.join("; ", row.mistakes()));
        }
        try {
            return judge.judge(request);
        } catch (RuntimeException | StackOverflowError e) {
            return judge.failed("the verifier threw " + e);
        }
    }

    private static void append(StringBuilder output, String id, RowJudge.Judgement judgement) {
        output.append("{\"id\":");
        VisibleJson.append(output, id);
        output.append(",\"verdict\":\"")
                .append(judgement.outcome().name().toLowerCase(Locale.ROOT))
                .append('"');
        for (Map.Entry<String, JsonNode> detail : judgement.details().properties()) {
            output.append(",\"").append(detail.getKey()).append("\":");
            try {
                VisibleJson.append(output, JSON.writeValueAsString(detail.getValue()));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a tree cannot be written", e);
            }
        }
        output.append("}\n");
    }
}
