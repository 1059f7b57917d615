package org.rlvr4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rlvr4j.reports.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code report}: what came of a run, an evaluation or an ablation, as one page. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Writes report.html: one file, opened without a network, of a run, an ablation, a demo or an"
                + " evaluation.")
final class ReportCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "PATH",
            description = "A run's, ablation's or demo's folder, or the JSON file of an evaluation.")
    Path path = Path.of("");

    @Option(
            names = "--base",
            paramLabel = "PATH",
            description = "A run's folder or an evaluation's file to compare a run or an evaluation with.")
    Path base = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the page goes (default: report.html in the folder, NAME.html beside NAME.json).")
    Path out = Path.of("");

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (!Files.exists(path)) {
            throw new BadInputException(path + ": there is no such file or folder");
        }
        boolean compares = !base.toString().isEmpty();
        if (compares && !Files.exists(base)) {
            throw new BadInputException("--base " + base + ": there is no such file or folder");
        }
        Path file = out.toString().isEmpty() ? Report.placeOf(path) : out;
        if (Files.isDirectory(file)) {
            throw new BadInputException("--out " + file + " is a folder; name a file");
        }
        String html;
        try {
            html = Report.html(path, compares ? Optional.of(base) : Optional.empty());
        } catch (IOException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
        Report.write(html, file);
        spec.commandLine().getOut().println("The report is in " + file + ".");
        return 0;
    }
}
