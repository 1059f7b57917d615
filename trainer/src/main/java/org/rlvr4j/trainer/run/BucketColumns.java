package org.rlvr4j.trainer.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.rlvr4j.api.run.BucketReport;

/**
 * The buckets of a step as {@code metrics.jsonl} holds them: {@code "buckets":{"n":[8,8],"m":[0,3],"judged":[…],…}}, one
 * array for each count, since a line is written for every step of a run.
 */
public final class BucketColumns {

    private static final String KEY = "buckets";

    private BucketColumns() {}

    static void write(List<BucketReport> buckets, ObjectNode line) {
        ObjectNode columns = line.putObject(KEY);
        put(columns, "n", buckets, (bucket, values) -> values.add(bucket.size()));
        put(columns, "m", buckets, (bucket, values) -> values.add(bucket.successes()));
        put(columns, "judged", buckets, (bucket, values) -> values.add(bucket.judged()));
        put(columns, "taken", buckets, (bucket, values) -> values.add(bucket.taken()));
        put(columns, "trained", buckets, (bucket, values) -> values.add(bucket.trained()));
        put(columns, "weight", buckets, (bucket, values) -> values.add(bucket.weight()));
        put(columns, "signal", buckets, (bucket, values) -> values.add(bucket.signal()));
    }

    private static void put(
            ObjectNode columns, String name, List<BucketReport> buckets, BiConsumer<BucketReport, ArrayNode> column) {
        ArrayNode values = columns.putArray(name);
        buckets.forEach(bucket -> column.accept(bucket, values));
    }

    /**
     * Reads the buckets of a step.
     *
     * @param event a line of {@code metrics.jsonl}
     * @return its buckets; empty where the line has none, as those of evaluations
     * @throws IllegalArgumentException if columns differ in length or hold what no step gives
     */
    public static List<BucketReport> read(JsonNode event) {
        JsonNode columns = event.path(KEY);
        List<BucketReport> buckets = new ArrayList<>();
        for (int i = 0; i < columns.path("n").size(); i++) {
            buckets.add(new BucketReport(
                    columns.path("m").required(i).asInt(),
                    columns.path("n").required(i).asInt(),
                    columns.path("judged").required(i).asInt(),
                    columns.path("taken").required(i).asInt(),
                    columns.path("trained").required(i).asInt(),
                    columns.path("weight").required(i).asDouble(),
                    columns.path("signal").required(i).asDouble()));
        }
        return buckets;
    }
}
