package org.rlvr4j.cli.ablation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table whose first row is its header; short rows are filled up. */
final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    void add(List<String> row) {
        rows.add(List.copyOf(row));
    }

    /** Whether there is nothing under the header. */
    boolean isEmpty() {
        return rows.size() < 2;
    }

    private int width() {
        return rows.stream().mapToInt(List::size).max().orElse(0);
    }

    private static String cell(List<String> row, int column) {
        return column < row.size() ? row.get(column) : "";
    }

    String markdown() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            for (int column = 0; column < width(); column++) {
                out.append("| ").append(cell(rows.get(i), column)).append(' ');
            }
            out.append("|\n");
            if (i == 0) {
                out.append("|---".repeat(width())).append("|\n");
            }
        }
        return out.toString();
    }

    /** Columns aligned by spaces. */
    String plain() {
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < width(); column++) {
            int at = column;
            widths.add(
                    rows.stream().mapToInt(row -> cell(row, at).length()).max().orElse(0));
        }
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            line.append(cell).append(" ".repeat(widths.get(column) - cell.length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
