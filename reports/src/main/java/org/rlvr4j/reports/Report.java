package org.rlvr4j.reports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.rlvr4j.reports.internal.AblationPage;
import org.rlvr4j.reports.internal.EvaluationPage;
import org.rlvr4j.reports.internal.PageHtml;
import org.rlvr4j.reports.internal.RunList;
import org.rlvr4j.reports.internal.RunPage;
import org.rlvr4j.reports.page.Page;

/**
 * Makes a report of a run folder, an evaluation, an ablation or a demo: one HTML file that opens without a network.
 *
 * <pre>{@code
 * Path report = Report.write(Path.of("runs/mine"), Optional.empty()); // runs/mine/report.html
 * }</pre>
 */
public final class Report {

    private Report() {}

    /**
     * Reads what a report shows.
     *
     * @param path a run folder, an evaluation's, ablation's or demo's folder, or an evaluation's JSON file
     * @param base an evaluation's file or a run folder to compare a run or an evaluation with, where it has no base of its
     *     own
     * @return the page
     * @throws IOException if the path holds nothing that can be reported, or cannot be read
     */
    public static Page read(Path path, Optional<Path> base) throws IOException {
        if (!Files.exists(path)) {
            throw new IOException(path + " does not exist");
        }
        if (!Files.isDirectory(path)) {
            return EvaluationPage.read(path, base);
        }
        Path evaluation = path.resolve(EvaluationPage.RESULT);
        if (Files.isRegularFile(evaluation)) {
            return EvaluationPage.read(evaluation, base);
        }
        RunList.Kind kind = RunList.kind(path)
                .orElseThrow(() -> new IOException(
                        path + " holds no run (metrics.jsonl, evaluations), no evaluation.json, no ablation.json and no"
                                + " summary.json"));
        return switch (kind) {
            case ABLATION -> AblationPage.read(path);
            case DEMO -> AblationPage.readDemo(path);
            case RUN -> new RunPage(path, base).read();
        };
    }

    /**
     * Makes a report.
     *
     * @param path as in {@link #read}
     * @param base as in {@link #read}
     * @return the HTML
     * @throws IOException as in {@link #read}
     */
    public static String html(Path path, Optional<Path> base) throws IOException {
        return PageHtml.of(read(path, base));
    }

    /**
     * Makes a report and writes it where it belongs: {@code report.html} in a folder, {@code NAME.html} beside an evaluation
     * {@code NAME.json}. An earlier one is replaced.
     *
     * @param path as in {@link #read}
     * @param base as in {@link #read}
     * @return the file
     * @throws IOException as in {@link #read}, or if it cannot be written
     */
    public static Path write(Path path, Optional<Path> base) throws IOException {
        Path file = placeOf(path);
        write(path, base, file);
        return file;
    }

    /**
     * Makes a report and writes it to a file, whole or not at all.
     *
     * @param path as in {@link #read}
     * @param base as in {@link #read}
     * @param file the file; an earlier one is replaced
     * @throws IOException as in {@link #read}, or if it cannot be written
     */
    public static void write(Path path, Optional<Path> base, Path file) throws IOException {
        write(html(path, base), file);
    }

    /**
     * Writes a report that was made, whole or not at all.
     *
     * @param html what {@link #html} gave
     * @param file the file; an earlier one is replaced
     * @throws IOException if it cannot be written
     */
    public static void write(String html, Path file) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            Files.write(temporary, html.getBytes(StandardCharsets.UTF_8));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    /**
     * Says where the report of something is written.
     *
     * @param path a folder, or an evaluation's file
     * @return the file
     */
    public static Path placeOf(Path path) {
        if (Files.isDirectory(path)) {
            return path.resolve("report.html");
        }
        String name = String.valueOf(path.getFileName());
        return path.resolveSibling((name.endsWith(".json") ? name.substring(0, name.length() - 5) : name) + ".html");
    }
}
