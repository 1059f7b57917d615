package org.rlvr4j.reports.page;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;

/**
 * One thing that a page shows: a chart, a table, a text. A panel holds its data, so that the page can draw it, list it in a
 * table and offer it as CSV; how it looks is the page's matter.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Panel.Lines.class, name = "lines"),
    @JsonSubTypes.Type(value = Panel.HeatMap.class, name = "heatmap"),
    @JsonSubTypes.Type(value = Panel.Table.class, name = "table"),
    @JsonSubTypes.Type(value = Panel.Rollouts.class, name = "rollouts"),
    @JsonSubTypes.Type(value = Panel.Text.class, name = "text"),
    @JsonSubTypes.Type(value = Panel.Facts.class, name = "facts")
})
public sealed interface Panel {

    /**
     * Returns the panel's name within its report.
     *
     * @return lower-case letters, digits and hyphens
     */
    String id();

    /**
     * Returns the heading.
     *
     * @return a few words
     */
    String title();

    /**
     * Returns how to read it.
     *
     * @return a sentence or two; may be empty
     */
    String note();

    /**
     * Curves over a common axis.
     *
     * @param id the name
     * @param title the heading
     * @param note how to read it
     * @param x the horizontal axis
     * @param y the vertical axis
     * @param series at least one
     */
    record Lines(String id, String title, String note, Axis x, Axis y, List<Series> series) implements Panel {}

    /**
     * Counts of pairs, such as from which bucket to which.
     *
     * @param id the name
     * @param title the heading
     * @param note how to read it
     * @param from what the rows are
     * @param to what the columns are
     * @param rows the rows' names
     * @param columns the columns' names
     * @param counts shape [row][column]
     */
    record HeatMap(
            String id,
            String title,
            String note,
            String from,
            String to,
            List<String> rows,
            List<String> columns,
            double[][] counts)
            implements Panel {}

    /**
     * Rows of values.
     *
     * @param id the name
     * @param title the heading
     * @param note how to read it
     * @param columns the columns
     * @param rows a value for each column: a number, a text, or a truth value; never null
     * @param total how many rows there would be without a bound
     */
    record Table(String id, String title, String note, List<Column> columns, List<List<Object>> rows, int total)
            implements Panel {}

    /**
     * A column of a table.
     *
     * @param name its heading
     * @param format how its values are written
     */
    record Column(String name, Format format) {}

    /**
     * Rollouts of some problems, right and wrong ones side by side.
     *
     * @param id the name
     * @param title the heading
     * @param note how to read it
     * @param groups the problems
     */
    record Rollouts(String id, String title, String note, List<RolloutSample> groups) implements Panel {}

    /**
     * A text as it is.
     *
     * @param id the name
     * @param title the heading
     * @param note how to read it
     * @param text the text
     */
    record Text(String id, String title, String note, String text) implements Panel {}

    /**
     * Names with their values.
     *
     * @param id the name
     * @param title the heading
     * @param note how to read it
     * @param facts in the order shown
     */
    record Facts(String id, String title, String note, Map<String, String> facts) implements Panel {}
}
