package org.rlvr4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.rlvr4j.reports.Report;

/** The report that commands write after their work; that it fails never spoils what they did. */
final class WrittenReport {

    private WrittenReport() {}

    /**
     * Writes the report of what a command made.
     *
     * @param path a folder, or an evaluation's file
     * @param err receives why there is none
     * @return the file
     */
    static Optional<Path> of(Path path, PrintWriter err) {
        try {
            return Optional.of(Report.write(path, Optional.empty()));
        } catch (IOException e) {
            err.println(
                    "rlvr4j: no report was written: " + e.getMessage() + "; `rlvr4j report " + path + "` tries again");
            return Optional.empty();
        }
    }
}
