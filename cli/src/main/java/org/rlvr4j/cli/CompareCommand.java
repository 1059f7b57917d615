package org.rlvr4j.cli;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.rlvr4j.evaluation.comparison.ComparedEvaluation;
import org.rlvr4j.evaluation.comparison.EvaluationComparison;
import org.rlvr4j.evaluation.comparison.EvaluationComparison.Crossing;
import org.rlvr4j.trainer.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code compare}: two evaluations, paired by problem. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description =
                "Compares two evaluations problem by problem: differences B - A of Pass@k with intervals, entries and"
                        + " losses.",
        footer = {
            "",
            "A and B are folders of `evaluate --data`, files of evaluations, or run folders (their last evaluation).",
            "Problems are paired by their ids. docs/evaluating.md has the formulas."
        })
final class CompareCommand implements Callable<Integer> {

    private static final int MOST_NAMED = 20;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    @Parameters(index = "0", paramLabel = "A", description = "What is compared with.")
    Path a = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "What is compared.")
    Path b = Path.of("");

    @Option(
            names = "--level",
            paramLabel = "X",
            defaultValue = "0.95",
            description = "The confidence of the intervals (default: ${DEFAULT-VALUE}).")
    double level = 0.95;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Writes the comparison as JSON, and beside it a page, NAME.html; must not exist.")
    Path out = Path.of("");

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        OutFile file = new OutFile(out);
        EvaluationComparison comparison;
        try {
            comparison = EvaluationComparison.of(ComparedEvaluation.read(a), ComparedEvaluation.read(b), level);
        } catch (IllegalArgumentException | IOException e) {
            throw file.refusal(List.of(String.valueOf(e.getMessage())));
        }
        file.require(List.of());
        PrintWriter stdout = spec.commandLine().getOut();
        stdout.print(text(comparison));
        if (file.isWanted()) {
            RunFolder.writeWhole(out, JSON.writeValueAsBytes(json(comparison)));
            stdout.println("The comparison is in " + out + ".");
            WrittenReport.of(out, spec.commandLine().getErr())
                    .ifPresent(report -> stdout.println("Its page is in " + report + "."));
        }
        stdout.flush();
        return 0;
    }

    static String text(EvaluationComparison comparison) {
        StringBuilder text = new StringBuilder();
        text.append("A = ")
                .append(comparison.a())
                .append("\nB = ")
                .append(comparison.b())
                .append('\n');
        settings(text, comparison.settings());
        only(text, "A", comparison.onlyA());
        only(text, "B", comparison.onlyB());
        text.append(String.format(
                Locale.ROOT,
                "%n%d common problems%n%6s  %8s  %8s  %8s  %.0f %% interval      p%n",
                comparison.common().size(),
                "k",
                "A",
                "B",
                "B - A",
                100 * comparison.level()));
        for (EvaluationComparison.Point point : comparison.points()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%6d  %8.4f  %8.4f  %+8.4f  %s%n",
                    point.k(),
                    point.a(),
                    point.b(),
                    point.difference(),
                    Double.isNaN(point.low())
                            ? "none: a single problem says nothing of others"
                            : String.format(
                                    Locale.ROOT, "%+.4f – %+.4f  %.3f", point.low(), point.high(), point.pValue())));
        }
        text.append(String.format(
                Locale.ROOT,
                "%nB is better on %d problems, worse on %d%s.%n",
                comparison.better(),
                comparison.worse(),
                comparison.signTest().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                " (sign test p = %.3f)",
                                comparison.signTest().getAsDouble())
                        : ""));
        text.append(String.format(
                Locale.ROOT,
                "Entries (only B solved them): %d; losses (only A did): %d%s.%n",
                comparison.entries().size(),
                comparison.losses().size(),
                comparison.mcNemar().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                " (McNemar p = %.3f)",
                                comparison.mcNemar().getAsDouble())
                        : ""));
        crossings(text, "entry", comparison.entries());
        crossings(text, "loss", comparison.losses());
        return text.toString();
    }

    /** What both say one a line; what one alone says, such as how a server is asked, together. */
    private static void settings(StringBuilder text, Map<String, List<String>> settings) {
        List<String> onlyA = new ArrayList<>();
        List<String> onlyB = new ArrayList<>();
        settings.forEach((name, values) -> {
            String a = Escape.line(values.get(0));
            String b = Escape.line(values.get(1));
            if (b.equals(EvaluationComparison.NOT_SAID)) {
                onlyA.add(Escape.line(name) + " = " + a);
            } else if (a.equals(EvaluationComparison.NOT_SAID)) {
                onlyB.add(Escape.line(name) + " = " + b);
            } else {
                text.append(String.format("They differ in %s: A has %s, B has %s.%n", Escape.line(name), a, b));
            }
        });
        said(text, "A", onlyA);
        said(text, "B", onlyB);
    }

    private static void said(StringBuilder text, String side, List<String> settings) {
        if (!settings.isEmpty()) {
            text.append(side + " alone says: " + String.join(", ", settings) + ".\n");
        }
    }

    private static void only(StringBuilder text, String name, List<String> ids) {
        if (!ids.isEmpty()) {
            text.append(String.format(
                    "%d problems are only in %s and left out: %s%s%n",
                    ids.size(),
                    name,
                    Escape.line(String.join(", ", ids.subList(0, Math.min(MOST_NAMED, ids.size())))),
                    ids.size() > MOST_NAMED ? ", …" : ""));
        }
    }

    private static void crossings(StringBuilder text, String word, List<Crossing> crossings) {
        crossings.stream()
                .limit(MOST_NAMED)
                .forEach(crossing -> text.append(String.format(
                        Locale.ROOT,
                        "  %s %s: %d of %d (by luck alone: %.3f)%n",
                        word,
                        Escape.line(crossing.problem()),
                        crossing.successes(),
                        crossing.samples(),
                        crossing.noise())));
        if (crossings.size() > MOST_NAMED) {
            text.append("  and ").append(crossings.size() - MOST_NAMED).append(" more\n");
        }
    }

    private static ObjectNode json(EvaluationComparison comparison) {
        ObjectNode root = JSON.createObjectNode();
        root.put("kind", "comparison");
        root.put("a", comparison.a());
        root.put("b", comparison.b());
        root.put("level", comparison.level());
        root.put("commonProblems", comparison.common().size());
        ArrayNode points = root.putArray("points");
        for (EvaluationComparison.Point point : comparison.points()) {
            ObjectNode node = points.addObject();
            node.put("k", point.k()).put("a", point.a()).put("b", point.b());
            node.put("difference", point.difference());
            if (!Double.isNaN(point.low())) {
                node.put("low", point.low()).put("high", point.high()).put("p", point.pValue());
            }
        }
        root.put("better", comparison.better());
        root.put("worse", comparison.worse());
        comparison.signTest().ifPresent(p -> root.put("signTest", p));
        comparison.mcNemar().ifPresent(p -> root.put("mcNemar", p));
        root.set("entries", JSON.valueToTree(comparison.entries()));
        root.set("losses", JSON.valueToTree(comparison.losses()));
        root.set("onlyA", JSON.valueToTree(comparison.onlyA()));
        root.set("onlyB", JSON.valueToTree(comparison.onlyB()));
        root.set("differentSettings", JSON.valueToTree(comparison.settings()));
        return root;
    }
}
