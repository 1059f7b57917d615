package org.rlvr4j.cli;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rlvr4j.reports.Report;

/**
 * The file of {@code --out}, beside which a page is written. What stands in its way is said before the work, not after it.
 *
 * @param path the file; an empty path where none is wanted
 */
record OutFile(Path path) {

    boolean isWanted() {
        return !path.toString().isEmpty();
    }

    /** Tells whether the file is there already, be it as a link to nowhere. */
    boolean exists() {
        return isWanted() && exists(path);
    }

    /** Says everything that stands in the way of the file or its page. */
    List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        if (!isWanted()) {
            return mistakes;
        }
        if (exists(path)) {
            mistakes.add("--out " + path + " exists and nothing is overwritten; name another file");
        }
        // the place of a folder's page would be in the folder
        Path page = Report.placeOf(path);
        if (!Files.isDirectory(path) && exists(page)) {
            mistakes.add("--out " + path + ": its page would be " + page
                    + ", which exists, and nothing is overwritten; name another file");
        }
        Path folder = path.toAbsolutePath().resolveSibling("").normalize();
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            mistakes.add("--out " + path + ": " + folder + " is not a folder that can be written");
        }
        return mistakes;
    }

    /** Refuses everything that stands in the way, together with other mistakes of the command, if there is any. */
    void require(List<String> others) {
        if (!others.isEmpty() || !mistakes().isEmpty()) {
            throw refusal(others);
        }
    }

    /** The refusal of everything that stands in the way, together with other mistakes of the command. */
    BadInputException refusal(List<String> others) {
        return new BadInputException(
                Stream.concat(mistakes().stream(), others.stream()).collect(Collectors.joining("; ")));
    }

    /** Also a link to nowhere. */
    private static boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }
}
